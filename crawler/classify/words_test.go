package classify_test

import (
	"testing"

	"linkmedic/crawler"
)

// unknown is an address that says nothing, so that only words can.
const unknown = "https://example.org/x"

func TestText(t *testing.T) {
	c := newClassifier(t)
	tests := map[crawler.Class][]string{
		crawler.ClassVideo: {
			"video", "Video", "VIDEO", "videos", "the video", "a video of the talk", "Video of her keynote",
			"PyCon 2014 videos", "lightning talk videos", "Cache me if you can (video)", "Video: Fast Python, Slow Python",
			"Fast Python – video", "video on YouTube", "video recording", "the recording", "screencast #2",
			"a series of 6 videos", "video & slides", "video/slides", "his videos", "Talk video [EN]",
			"watch the talk", "Watch Gary's talk", "watch it on Vimeo", "Watch now", "watch here", "Vortrag ansehen",
			"Videoaufzeichnung", "Mitschnitt des Vortrags", "vidéo", "la vidéo de la conférence", "l'enregistrement",
			"regarder la conférence", "vídeo de la charla", "gravação", "registrazione", "video's", "nagranie", "видео доклада",
			"動画", "発表の動画", "ビデオ", "视频", "演讲视频", "비디오", "발표 영상",
		},
		crawler.ClassPhoto: {
			"photos", "Photos from the sprints", "my photos", "group photo", "photo album", "Photo gallery",
			"pictures", "some pics", "bunch of photos of Styx", "Fotos", "Bilder vom Sprint", "Fotogalerie", "photographies",
			"fotografías", "foto's", "foto’s", "zdjęcia", "фотографии", "写真", "会場の写真", "照片", "사진",
		},
		crawler.ClassSlides: {
			"slides", "my slides", "Slides (PDF)", "slides [pdf]", "the slides from the talk", "slide deck", "slide 12",
			"slides and code", "Download slides", "Folien", "Folien zum Vortrag", "diapositives", "diapositivas", "slajdy",
			"слайды", "презентация", "スライド", "発表資料", "幻灯片", "슬라이드",
		},
		crawler.ClassSchedule: {
			"schedule", "the full schedule", "Conference schedule", "schedule for Friday", "timetable", "programme",
			"agenda", "Devoxx agenda", "Zeitplan", "Fahrplan", "Konferenzprogramm", "le programme", "horario", "harmonogram", "расписание",
			"スケジュール", "タイムテーブル", "议程", "시간표",
		},
		crawler.ClassPage: {
			"", "here", "talk", "the talk", "John Perry Barlow", "video games", "Video encoding with ffmpeg", "How HTML5 video works",
			"How to schedule posts", "how we made the video", "Adding photos to Jekyll", "record a video", "without slides", "no video",
			"Google Photos", "Google Slides", "Adobe Photos", "schedule a call", "scheduler", "photosynthesis", "videography",
			"Photo Album Demo", "slides.js", "watch this repo", "Watch out", "Apple Watch", "watchlist", "image", "program",
			"presentation", "https://example.org/videos", "www.example.org/photos", "example.org/video", "photo ID", "Open Video Alliance",
			"An article in which, after many words, there is also something about a video",
			"a text about some very different kinds of video", "動画の作り方についてのとても長い長い説明のページです。どうぞ",
		},
	}
	for class, texts := range tests {
		from := crawler.ClassFromText
		if class == crawler.ClassPage {
			from = crawler.ClassFromDefault
		}
		for _, text := range texts {
			check(t, c, crawler.Link{URL: unknown, Text: text}, class, from)
		}
	}
}

func TestContext(t *testing.T) {
	c := newClassifier(t)
	tests := []struct {
		context, text string
		class         crawler.Class
	}{
		// A label right before the link.
		{"Slides: Fast Python", "Fast Python", crawler.ClassSlides},
		{"Video: https://example.org/x", "", crawler.ClassVideo},
		{"The talk (video: pyvideo) was great", "pyvideo", crawler.ClassVideo},
		{"I was there. Photos of the sprints: my album", "my album", crawler.ClassPhoto},
		{"Full schedule: PyCon 2014", "PyCon 2014", crawler.ClassSchedule},
		{"Folien: Speaker Deck", "Speaker Deck", crawler.ClassSlides},
		{"動画：こちら", "こちら", crawler.ClassVideo},
		{"Video: \"Fast Python\"", "Fast Python", crawler.ClassVideo},
		// A label further away, or of something else.
		{"Slides: A, B", "B", crawler.ClassPage},
		{"Slides: A and also B", "B", crawler.ClassPage},
		{"How to schedule: cron", "cron", crawler.ClassPage},
		{"Video encoding: ffmpeg", "ffmpeg", crawler.ClassPage},

		// A link that only points, with the words before it.
		{"The slides are available here.", "here", crawler.ClassSlides},
		{"You can see the photos here, if you like", "here", crawler.ClassPhoto},
		{"I liked it. The video of the keynote is here.", "here", crawler.ClassVideo},
		{"The full schedule is online.", "online", crawler.ClassSchedule},
		{"See the slides at this link", "this link", crawler.ClassSlides},
		{"Die Folien gibt es hier.", "hier", crawler.ClassSlides},
		{"La vidéo est ici", "ici", crawler.ClassVideo},
		{"Las fotos están aquí", "aquí", crawler.ClassPhoto},
		{"Watch the talk here", "here", crawler.ClassVideo},
		{"You can watch his keynote online", "online", crawler.ClassVideo},
		// … and after it.
		{"Here are my photos", "Here", crawler.ClassPhoto},
		{"Here is the video of the talk.", "Here", crawler.ClassVideo},
		{"Hier sind die Folien", "Hier", crawler.ClassSlides},
		// The reader is asked to watch.
		{"Watch the talk, it is worth it", "the talk", crawler.ClassVideo},
		{"You should watch Jessica's keynote", "Jessica's keynote", crawler.ClassVideo},

		// Not a noun, not its head, not the only one, not beside it.
		{"We schedule the job here", "here", crawler.ClassPage},
		{"Video games are here", "here", crawler.ClassPage},
		{"The slides and the video are here", "here", crawler.ClassPage},
		{"There is a video. The code is here.", "here", crawler.ClassPage},
		{"There is a video, and the code is here.", "here", crawler.ClassPage},
		{"Here is what I think about video", "Here", crawler.ClassPage},
		{"Here are the video games", "Here", crawler.ClassPage},
		{"I watch the birds here", "here", crawler.ClassPage},
		{"Watch this repository", "this repository", crawler.ClassPage},
		{"the slides are by Peter Baumgartner", "Peter Baumgartner", crawler.ClassPage},
		{"I saw photos of Montreal", "Montreal", crawler.ClassPage},
		// What stands after a link in parentheses is mostly a link, too.
		{"Fast Python (video)", "Fast Python", crawler.ClassPage},
		// Which of the two it is, nobody knows.
		{"slides here and code here", "here", crawler.ClassPage},
		{"The slides are here", "elsewhere", crawler.ClassPage},
		{"", "here", crawler.ClassPage},
	}
	for _, tt := range tests {
		from := crawler.ClassFromContext
		if tt.class == crawler.ClassPage {
			from = crawler.ClassFromDefault
		}
		check(t, c, crawler.Link{URL: unknown, Text: tt.text, Context: tt.context}, tt.class, from)
	}
}

// The text of a link is nearer to it than the words around it.
func TestTextBeatsContext(t *testing.T) {
	check(t, newClassifier(t), crawler.Link{URL: unknown, Text: "slides", Context: "Video: slides"},
		crawler.ClassSlides, crawler.ClassFromText)
}
