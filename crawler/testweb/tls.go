package testweb

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"sync"
	"time"
)

// Certificate is what a site shows to those who connect by TLS.
type Certificate int

// The certificates.
const (
	CertValid     Certificate = iota
	CertExpired               // ran out a month ago
	CertWrongName             // is for another name
	CertUntrusted             // is signed by nobody that CertPool knows
	CertNone                  // the handshake fails
)

// CertPool holds the authority that signs the certificates of the web.
func (w *Web) CertPool() *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(w.authority.cert)
	return pool
}

// CertPEM is the certificate of the authority in the form that SSL_CERT_FILE
// names.
func (w *Web) CertPEM() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: w.authority.cert.Raw})
}

func (w *Web) tlsConfig() *tls.Config {
	return &tls.Config{
		GetCertificate: func(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
			h := w.hosts[canonical(hello.ServerName)]
			if h == nil {
				h = hostOf(hello.Conn)
			}
			name := hello.ServerName
			if name == "" {
				name = h.Host
			}
			return w.authority.certificate(name, h.Cert)
		},
	}
}

// authority signs certificates. All of them share one key: making keys is the
// slow part.
type authority struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey

	mu     sync.Mutex
	issued map[issue]*tls.Certificate
}

type issue struct {
	name string
	kind Certificate
}

func newAuthority() (*authority, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("make key: %w", err)
	}
	a := &authority{key: key, issued: make(map[issue]*tls.Certificate)}
	now := time.Now()
	template := &x509.Certificate{
		SerialNumber:          big.NewInt(1),
		Subject:               pkix.Name{CommonName: "testweb authority"},
		NotBefore:             now.AddDate(-1, 0, 0),
		NotAfter:              now.AddDate(1, 0, 0),
		IsCA:                  true,
		BasicConstraintsValid: true,
		KeyUsage:              x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return nil, fmt.Errorf("sign authority: %w", err)
	}
	if a.cert, err = x509.ParseCertificate(der); err != nil {
		return nil, fmt.Errorf("parse authority: %w", err)
	}
	return a, nil
}

// certificate returns the certificate of that kind for the name.
func (a *authority) certificate(name string, kind Certificate) (*tls.Certificate, error) {
	if kind == CertNone {
		return nil, errors.New("this site has no certificate")
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if c, ok := a.issued[issue{name, kind}]; ok {
		return c, nil
	}
	now := time.Now()
	template := &x509.Certificate{
		SerialNumber: big.NewInt(int64(len(a.issued)) + 2),
		Subject:      pkix.Name{CommonName: name},
		DNSNames:     []string{name},
		NotBefore:    now.AddDate(0, -2, 0),
		NotAfter:     now.AddDate(0, 2, 0),
		KeyUsage:     x509.KeyUsageDigitalSignature,
		ExtKeyUsage:  []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	parent := a.cert
	switch kind {
	case CertExpired:
		template.NotAfter = now.AddDate(0, -1, 0)
	case CertWrongName:
		template.DNSNames = []string{"elsewhere.example"}
	case CertUntrusted:
		parent = template // signs itself
	}
	der, err := x509.CreateCertificate(rand.Reader, template, parent, &a.key.PublicKey, a.key)
	if err != nil {
		return nil, fmt.Errorf("sign certificate for %q: %w", name, err)
	}
	c := &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: a.key}
	a.issued[issue{name, kind}] = c
	return c, nil
}
