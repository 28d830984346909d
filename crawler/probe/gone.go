package probe

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"unicode"

	"linkmedic/crawler"
)

// gonePhrases are what pages are titled that say that there is no page, in the
// main languages of the web: lower case, without punctuation, as a whole. Words
// inside a longer title never count: a page may be about missing pages.
var gonePhrases = phraseSet(`
404 not found
404 page not found
404 file not found
404 error
404 error page
404 error page not found
404 error not found
404 this page could not be found
404 that's an error
error 404
error 404 not found
error 404 page not found
http 404 not found
http error 404
not found
page not found
page not found 404
page not found error 404
oops page not found
sorry page not found
the page was not found
the page could not be found
this page could not be found
page cannot be found
the page cannot be found
page could not be found
requested page not found
the requested page was not found
the requested page could not be found
page does not exist
page doesn't exist
this page does not exist
this page doesn't exist
page no longer exists
this page no longer exists
page no longer available
this page is no longer available
page not available
page unavailable
page is not available
this page isn't available
sorry this page isn't available
we can't find that page
we can't find the page you're looking for
we couldn't find that page
sorry we couldn't find that page
file not found
article not found
post not found
document not found
content not found
nothing found
video not found
this content isn't available right now

seite nicht gefunden
404 seite nicht gefunden
fehler 404
die seite wurde nicht gefunden
diese seite wurde nicht gefunden
die seite konnte nicht gefunden werden
diese seite existiert nicht
nicht gefunden

page introuvable
page non trouvée
404 page introuvable
404 page non trouvée
erreur 404
cette page n'existe pas
la page n'existe pas
la page demandée n'existe pas
page inexistante

página no encontrada
404 página no encontrada
error 404 página no encontrada
no se encontró la página
no se ha encontrado la página
la página no existe
esta página no existe

página não encontrada
404 página não encontrada
erro 404
a página não existe
esta página não existe

pagina non trovata
404 pagina non trovata
errore 404
la pagina non esiste

pagina niet gevonden
404 pagina niet gevonden
deze pagina bestaat niet

nie znaleziono strony
strona nie znaleziona
strona nie została znaleziona
strona nie istnieje
błąd 404

sidan hittades inte
sidan kunde inte hittas
sidan finns inte
siden blev ikke fundet
siden ble ikke funnet
siden findes ikke
siden finnes ikke
fant ikke siden
sivua ei löytynyt
sivua ei löydy

stránka nenalezena
stránka nebyla nalezena
stránka neexistuje
stránka sa nenašla
az oldal nem található
a keresett oldal nem található
pagina nu a fost găsită
pagina nu există
stranica nije pronađena
страница не найдена
404 страница не найдена
ошибка 404
страница не существует
такой страницы нет
сторінку не знайдено
страницата не е намерена
η σελίδα δεν βρέθηκε
sayfa bulunamadı
aradığınız sayfa bulunamadı
הדף לא נמצא
העמוד לא נמצא
الصفحة غير موجودة
صفحه مورد نظر یافت نشد
صفحه یافت نشد
halaman tidak ditemukan
không tìm thấy trang
ไม่พบหน้าที่ต้องการ
पृष्ठ नहीं मिला

ページが見つかりません
ページが見つかりませんでした
お探しのページは見つかりません
お探しのページは見つかりませんでした
页面不存在
找不到页面
页面未找到
您访问的页面不存在
頁面不存在
找不到頁面
找不到網頁
페이지를 찾을 수 없습니다
`)

// wholeGone are phrases that count only as a whole title.
var wholeGone = phraseSet(`
404
error
not found
`)

func phraseSet(lines string) map[string]bool {
	set := make(map[string]bool)
	for line := range strings.Lines(lines) {
		if line = words(line); line != "" {
			set[line] = true
		}
	}
	return set
}

// words is the text in lower case with everything but letters, digits and
// apostrophes within words turned into single spaces.
func words(s string) string {
	s = strings.ReplaceAll(strings.ToLower(s), "’", "'")
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return !unicode.In(r, unicode.L, unicode.M, unicode.N) && r != '\''
	}), " ")
}

// titleSeparators stand between a page's own title and its site's.
var titleSeparators = regexp.MustCompile(`\s+(?:[|•·»«›‹]|-|–|—|::|/)\s+`)

// titleParts are the parts of a title, at least one.
func titleParts(title string) []string { return titleSeparators.Split(title, -1) }

// saysGone reports whether a page so titled says that there is no page: the
// whole title does, or its first part, or its first two ("404 - Page not
// found - Example").
func saysGone(title string) bool {
	whole := words(title)
	if gonePhrases[whole] || wholeGone[whole] {
		return true
	}
	parts := titleParts(title)
	return gonePhrases[words(parts[0])] || len(parts) > 1 && gonePhrases[words(parts[0]+" "+parts[1])]
}

// saysGoneByTitle recognises a page that answers with a success and says in its
// title, or in a heading that is nothing but the phrase, that it does not exist.
// Whether it is right takes a second look; a page whose address speaks of
// missing pages is about them.
func saysGoneByTitle(_ crawler.Target, way trail) (finding, bool) {
	if goneAddress.MatchString(way.asked.Path) || aboutStatus.MatchString(way.asked.Path) {
		return finding{}, false
	}
	p := way.last.page
	heading := words(p.heading)
	switch {
	case saysGone(p.title):
		return finding{crawler.Suspect, crawler.ReasonSoft404, fmt.Sprintf("%s answered %s, but the page is titled %q",
			way.last.method, statusText(way.last.status), p.title)}, true
	case gonePhrases[heading] && !wholeGone[heading]:
		return finding{crawler.Suspect, crawler.ReasonSoft404, fmt.Sprintf("%s answered %s, but the page's heading is %q",
			way.last.method, statusText(way.last.status), p.heading)}, true
	}
	return finding{}, false
}

var (
	// goneAddress is the path of a page for addresses that are gone.
	goneAddress = regexp.MustCompile(`(?i)/(404|error[-_]?404|404[-_]?error|(page)?[-_]?not[-_]?found|notfound|page404|404page)(\.[a-z]{3,5})?/?$`)
	// aboutStatus is in the paths of pages about statuses.
	aboutStatus = regexp.MustCompile(`(?i)404|not[-_]?found`)
)

// saysGoneByAddress recognises a redirect to a page for addresses that are gone.
func saysGoneByAddress(_ crawler.Target, way trail) (finding, bool) {
	final := way.final()
	if !way.redirected() || isNotFoundPage(way.asked) || !isNotFoundPage(final) {
		return finding{}, false
	}
	return finding{crawler.Suspect, crawler.ReasonSoft404, fmt.Sprintf("%s is a page for addresses that do not exist", shown(anonymous(final).String()))}, true
}

func isNotFoundPage(u *url.URL) bool { return goneAddress.MatchString(u.Path) }
