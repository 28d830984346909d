package fetch

import (
	"context"
	"net"
	"testing"

	"golang.org/x/net/dns/dnsmessage"
)

// nameServer answers every question with the code, on a loopback address, and
// returns a dialler that leads to it whatever is dialled.
func nameServer(t *testing.T, code func(name string, kind dnsmessage.Type) dnsmessage.RCode) func(context.Context, string, string) (net.Conn, error) {
	t.Helper()
	server, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		b := make([]byte, 1500)
		for {
			n, from, err := server.ReadFrom(b)
			if err != nil {
				return
			}
			var m dnsmessage.Message
			if m.Unpack(b[:n]) != nil || len(m.Questions) != 1 {
				continue
			}
			q := m.Questions[0]
			reply := dnsmessage.Message{
				Header: dnsmessage.Header{
					ID: m.ID, Response: true, RecursionAvailable: true, RecursionDesired: true,
					RCode: code(q.Name.String(), q.Type),
				},
				Questions: m.Questions,
			}
			if packed, err := reply.Pack(); err == nil {
				server.WriteTo(packed, from)
			}
		}
	}()
	t.Cleanup(func() {
		server.Close()
		<-done
	})
	return func(ctx context.Context, network, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, "udp", server.LocalAddr().String())
	}
}

// Package net calls "not found" what has no address, too; only NXDOMAIN is.
func TestNonexistent(t *testing.T) {
	dial := nameServer(t, func(name string, kind dnsmessage.Type) dnsmessage.RCode {
		switch name {
		case "gone.example.":
			return dnsmessage.RCodeNameError
		case "half.example.":
			if kind == dnsmessage.TypeA {
				return dnsmessage.RCodeNameError
			}
		case "trouble.example.":
			return dnsmessage.RCodeServerFailure
		}
		return dnsmessage.RCodeSuccess // and no address
	})
	for name, want := range map[string]bool{
		"gone.example": true, "gone.example.": true, "mailonly.example": false, "half.example": false, "trouble.example": false,
	} {
		if got := nonexistent(t.Context(), name, dial); got != want {
			t.Errorf("nonexistent(%s) = %v", name, got)
		}
	}
}
