package extract

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
)

// jsonFrontMatter reads a JSON object at the very beginning of a post, as Hugo
// has it; end is the offset behind it.
func jsonFrontMatter(text []byte) (scalars []scalar, end int, ok bool) {
	if !bytes.HasPrefix(text, []byte("{")) {
		return nil, 0, false
	}
	scalars, end, err := jsonStrings(text[:min(len(text), frontMatterLimit)])
	if err != nil {
		return nil, 0, false
	}
	line, _ := cutLine(text[end:])
	return scalars, end, len(bytes.TrimSpace(line)) == 0
}

// jsonScalars reads JSON between fences.
func jsonScalars(text []byte) ([]scalar, error) {
	scalars, _, err := jsonStrings(text)
	return scalars, err
}

// jsonStrings reads the strings of the JSON value that the text begins with;
// end is the offset behind it.
func jsonStrings(text []byte) (scalars []scalar, end int, err error) {
	type level struct {
		object bool
		key    string
		wants  bool // a key comes next
	}
	var levels []level
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	for {
		before := int(dec.InputOffset())
		token, err := dec.Token()
		if err != nil {
			if err == io.EOF {
				err = errors.New("unfinished JSON")
			}
			return scalars, before, err
		}
		after := int(dec.InputOffset())
		if delim, ok := token.(json.Delim); ok {
			switch delim {
			case '{', '[':
				key := ""
				if n := len(levels); n > 0 {
					key = levels[n-1].key
					levels[n-1].wants = levels[n-1].object
				}
				levels = append(levels, level{object: delim == '{', wants: delim == '{', key: key})
			default:
				levels = levels[:len(levels)-1]
			}
			if len(levels) == 0 {
				return scalars, after, nil
			}
			continue
		}
		if len(levels) == 0 {
			return scalars, after, nil
		}
		top := &levels[len(levels)-1]
		s, isString := token.(string)
		if top.wants {
			top.key, top.wants = s, false
			continue
		}
		top.wants = top.object
		if isString {
			start := before
			for start < after && text[start] != '"' {
				start++
			}
			scalars = append(scalars, scalar{key: top.key, top: len(levels) == 1, value: s, start: start + 1, end: after - 1})
		}
	}
}
