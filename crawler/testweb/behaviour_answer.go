package testweb

import (
	"bytes"
	"fmt"
	"html"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"net/http"
	"strconv"
	"strings"
)

// write answers with the status and a body of known length.
func write(rw http.ResponseWriter, r *http.Request, status int, contentType string, body []byte) {
	if contentType != "" {
		rw.Header().Set("Content-Type", contentType)
	}
	if status >= 200 && status != http.StatusNoContent && status != http.StatusNotModified {
		rw.Header().Set("Content-Length", strconv.Itoa(len(body)))
	}
	if r.Method == http.MethodHead || len(body) == 0 {
		last(rw)
		rw.WriteHeader(status)
		return
	}
	rw.WriteHeader(status)
	rw.Write(body[:len(body)-1])
	last(rw)
	rw.Write(body[len(body)-1:])
}

// document is an HTML document; body is HTML.
func document(title, body string) []byte {
	return []byte("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>" +
		html.EscapeString(title) + "</title></head>\n<body>\n" + body + "\n</body></html>\n")
}

const htmlType = "text/html; charset=utf-8"

// Status answers with the status and a page that names it.
func Status(code int) Page {
	text := strings.TrimSpace(strconv.Itoa(code) + " " + http.StatusText(code))
	body := document(text, "<h1>"+text+"</h1>")
	return func(rw http.ResponseWriter, r *http.Request) {
		if code == http.StatusNoContent || code == http.StatusNotModified {
			write(rw, r, code, "", nil)
			return
		}
		write(rw, r, code, htmlType, body)
	}
}

// HTML answers 200 with a document; body is HTML.
func HTML(title, body string) Page { return File(htmlType, document(title, body)) }

// StatusHTML answers with the status and a document; body is HTML.
func StatusHTML(code int, title, body string) Page {
	doc := document(title, body)
	return func(rw http.ResponseWriter, r *http.Request) { write(rw, r, code, htmlType, doc) }
}

// File answers 200 with the bytes.
func File(contentType string, body []byte) Page {
	return func(rw http.ResponseWriter, r *http.Request) {
		write(rw, r, http.StatusOK, contentType, body)
	}
}

// Photo answers with a picture of its own for each seed.
func Photo(seed byte) Page { return File("image/png", PNG(320, 240, seed)) }

// PNG draws the picture of Photo in any size.
func PNG(width, height int, seed byte) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, picture(width, height, seed)); err != nil {
		panic(fmt.Sprintf("encode a picture in memory: %v", err)) // only for sizes below 1
	}
	return b.Bytes()
}

// JPEG is PNG in the other format.
func JPEG(width, height int, seed byte) []byte {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, picture(width, height, seed), nil); err != nil {
		panic(fmt.Sprintf("encode a picture in memory: %v", err)) // only for sizes above 65535
	}
	return b.Bytes()
}

func picture(width, height int, seed byte) image.Image {
	img := image.NewPaletted(image.Rect(0, 0, width, height), palette(seed))
	for y := range height {
		for x := range width {
			img.Pix[y*img.Stride+x] = uint8((x/20 + y/20) % len(img.Palette))
		}
	}
	return img
}

func palette(seed byte) color.Palette {
	p := make(color.Palette, 8)
	for i := range p {
		p[i] = color.RGBA{seed + uint8(i)*16, 90 + uint8(i)*12, 200 - seed/2, 255}
	}
	return p
}

// Movie answers with the first bytes of an MP4 file.
func Movie() Page {
	body := append([]byte("\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"), make([]byte, 4096)...)
	return File("video/mp4", body)
}

// Header is the page with one more header.
func Header(key, value string, page Page) Page {
	return func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set(key, value)
		page(rw, r)
	}
}

// Echo answers with the request line and headers that it got, as text.
func Echo() Page {
	return func(rw http.ResponseWriter, r *http.Request) {
		var b bytes.Buffer
		fmt.Fprintf(&b, "%s %s %s\r\nHost: %s\r\n", r.Method, r.URL.RequestURI(), r.Proto, r.Host)
		r.Header.Write(&b) // sorted by key
		write(rw, r, http.StatusOK, "text/plain; charset=utf-8", b.Bytes())
	}
}
