package probe

import (
	"fmt"
	"net/url"
	"strings"

	"linkmedic/crawler"
)

// loginHosts are hosts, and the beginnings of their paths, where strangers are
// sent to log in.
var loginHosts = []struct{ host, path string }{
	{"accounts.google.com", "/"},
	{"login.microsoftonline.com", "/"},
	{"login.live.com", "/"},
	{"login.yahoo.com", "/"},
	{"appleid.apple.com", "/auth"},
	{"auth.openai.com", "/"},
	{"www.facebook.com", "/login"},
	{"m.facebook.com", "/login"},
	{"www.instagram.com", "/accounts/login"},
	{"www.linkedin.com", "/authwall"},
	{"www.linkedin.com", "/uas/login"},
	{"x.com", "/i/flow/login"},
	{"twitter.com", "/i/flow/login"},
	{"www.tumblr.com", "/login"},
	{"www.pinterest.com", "/login"},
}

// loginSegments are path segments that name a login page on any host.
var loginSegments = wordSet(`
	login log-in log_in login.php login.html login.aspx wp-login.php
	signin sign-in sign_in signin.php
	authwall sso saml2
`)

// loginTitles begin the titles of login pages.
var loginTitles = map[string]bool{
	"log in": true, "login": true, "sign in": true, "signin": true,
	"anmelden": true, "connexion": true, "iniciar sesión": true, "accedi": true, "inloggen": true, "entrar": true,
}

// walled recognises a wall that asks visitors to log in: the way led from a page
// to a login page, or a form for a password stands in the page's place.
func walled(_ crawler.Target, way trail) (finding, bool) {
	if namesLogin(way.asked) {
		return finding{}, false // the author meant the login page
	}
	final := way.final()
	wall := finding{crawler.Blocked, crawler.ReasonLoginWall, fmt.Sprintf("%s is a login page", shown(anonymous(final).String()))}
	if way.redirected() && namesLogin(final) {
		return wall, true
	}
	p := way.last.page
	return wall, p.asksPassword && loginTitles[strings.ToLower(titleParts(p.title)[0])]
}

// namesLogin reports whether the address is that of a login page.
func namesLogin(u *url.URL) bool {
	for _, l := range loginHosts {
		if u.Hostname() == l.host && strings.HasPrefix(u.Path, l.path) {
			return true
		}
	}
	for segment := range strings.SplitSeq(strings.ToLower(u.Path), "/") {
		if loginSegments[segment] {
			return true
		}
	}
	return false
}
