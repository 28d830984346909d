// Package testweb is a small web of our own on loopback addresses: many hosts
// with names of their own, over HTTP and HTTPS, that behave as a table says
// (statuses, redirects, resets, hangs, rate limits, parked domains, an oEmbed
// endpoint, a stand-in Wayback Machine) and keep a log of what they were asked.
//
// Tests, benchmarks and the demo use it. Clients reach it through its resolver
// and its dialler (Web.LookupNetIP, Web.DialContext), so that posts may carry
// plain addresses such as http://www.youtube.com/watch?v=…; a program that
// cannot be given those goes through its proxy (Web.ProxyURL).
//
// It is not a general HTTP mock: it imitates what the real web does to a link
// checker, as documented or recorded, and nothing else. Every behaviour is
// deterministic.
package testweb
