package fetch

import (
	"net/netip"
	"testing"
)

func TestIsPrivate(t *testing.T) {
	private := []string{
		"0.0.0.0", "10.0.0.1", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.0.1", "169.254.169.254",
		"172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1",
		"198.19.255.255", "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255",
		"::", "::1", "::ffff:127.0.0.1", "::ffff:10.1.2.3", "::127.0.0.1", "::8.8.8.8", "fe80::1", "fe80::1%eth0", "febf::1",
		"fec0::1", "fc00::1", "fd12:3456::1", "ff02::1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::1",
		"100::1", "2001::1", "2001:2::1", "2001:db8::1", "3fff::1", "5f00::1", "2002:7f00:1::", "2002:a00:1::1",
	}
	public := []string{
		"1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
		"169.253.255.255", "172.15.255.255", "172.32.0.0", "192.167.255.255", "198.17.255.255", "198.20.0.0", "223.255.255.255",
		"2606:4700::1111", "2a00:1450:4001::1", "2001:4860:4860::8888", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1",
	}
	for _, a := range private {
		if !isPrivate(netip.MustParseAddr(a)) {
			t.Errorf("%s is taken for public", a)
		}
	}
	for _, a := range public {
		if isPrivate(netip.MustParseAddr(a)) {
			t.Errorf("%s is taken for private", a)
		}
	}
	if !isPrivate(netip.Addr{}) {
		t.Error("the zero address is taken for public")
	}
}

func TestNamesPrivate(t *testing.T) {
	for _, c := range []struct {
		host          string
		direct, proxy bool
	}{
		{"127.0.0.1", true, true},
		{"::1", true, true},
		{"8.8.8.8", false, false},
		{"localhost", false, true}, // direct: what it resolves to decides
		{"LOCALHOST.", false, true},
		{"x.localhost", false, true},
		{"printer.local", false, true},
		{"metadata.google.internal", false, true},
		{"router.home.arpa", false, true},
		{"wiki", false, true},
		{"example.com", false, false},
		{"local.example", false, false},
		{"notlocalhost.example", false, false},
		{"127.1", false, true},
		{"2130706433", false, true},
		{"0x7f.1", false, true},
		{"0x7f000001", false, true},
		{"017700000001", false, true},
		{"0x08080808", false, false},
		{"134744072", false, false}, // 8.8.8.8
		{"1.2.3.4.5", false, true},
		{"256.1.1.1", false, true},
		{"example.1", false, true}, // no name can end in a number
	} {
		if got := namesPrivate(c.host, false); got != c.direct {
			t.Errorf("namesPrivate(%q, direct) = %v", c.host, got)
		}
		if got := namesPrivate(c.host, true); got != c.proxy {
			t.Errorf("namesPrivate(%q, through a proxy) = %v", c.host, got)
		}
	}
}

func TestGuardExempts(t *testing.T) {
	g := newGuard(false, []string{"archive.example", "Other.Example:8080"})
	for _, c := range []struct {
		host, port string
		want       bool
	}{
		{"archive.example", "80", true},
		{"ARCHIVE.example.", "443", true},
		{"other.example", "8080", true},
		{"other.example", "80", false},
		{"sub.archive.example", "80", false},
		{"localhost", "80", false},
	} {
		if got := g.exempts(c.host, c.port); got != c.want {
			t.Errorf("exempts(%s, %s) = %v", c.host, c.port, got)
		}
	}
}

func FuzzParseOldIPv4(f *testing.F) {
	for _, s := range []string{"127.1", "0x7f.0.0.1", "4294967296", "1..2", "0x", "09", ".", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, host string) {
		a, numeric := parseOldIPv4(host)
		if a.IsValid() && (!numeric || !a.Is4()) {
			t.Errorf("parseOldIPv4(%q) = %v, %v", host, a, numeric)
		}
		if literal, err := netip.ParseAddr(host); err == nil && literal.Is4() && a != literal {
			t.Errorf("parseOldIPv4(%q) = %v", host, a)
		}
	})
}
