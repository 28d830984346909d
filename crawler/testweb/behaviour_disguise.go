package testweb

import "net/http"

// Challenge is the page that Cloudflare puts before a site to see whether the
// visitor is a person.
func Challenge() Page {
	return Header("Cf-Mitigated", "challenge", Header("Server", "cloudflare",
		StatusHTML(http.StatusForbidden, "Just a moment...",
			`<noscript>Enable JavaScript and cookies to continue</noscript>
<script src="/cdn-cgi/challenge-platform/h/g/orchestrate/chl_page/v1"></script>`)))
}

// LoginWall is a page that shows nothing but a form to log in.
func LoginWall() Page {
	return HTML("Log in", `<h1>Log in to continue</h1>
<form method="post" action="/login"><input name="username"><input type="password" name="password">
<button>Log in</button></form>`)
}

// Parked is the page of a domain that a broker holds.
func Parked(domain string) Page {
	return HTML(domain, `<h1>`+domain+`</h1><p>This domain is for sale! Buy this domain.</p>
<script src="https://img.sedoparking.com/js/park.js"></script>`)
}

// Soft404 says 200 and "not found" in words.
func Soft404() Page {
	return HTML("Page not found", "<h1>Page not found</h1><p>Sorry, the page you are looking for does not exist.</p>")
}

// Placeholder is the picture that Imgur shows in place of one that is gone: 161
// by 81 pixels, 200.
func Placeholder() Page { return File("image/png", PNG(161, 81, 0)) }
