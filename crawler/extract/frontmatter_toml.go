package extract

import (
	"github.com/pelletier/go-toml/v2/unstable"
)

// tomlScalars reads TOML front matter.
func tomlScalars(text []byte) ([]scalar, error) {
	var p unstable.Parser
	p.Reset(text)
	var scalars []scalar
	top := true
	for p.NextExpression() {
		switch e := p.Expression(); e.Kind {
		case unstable.Table, unstable.ArrayTable:
			top = false
		case unstable.KeyValue:
			scalars = appendTOML(scalars, text, e, top)
		}
	}
	return scalars, p.Error()
}

// appendTOML appends the values of a key.
func appendTOML(scalars []scalar, text []byte, pair *unstable.Node, top bool) []scalar {
	key, parts := "", 0
	for it := pair.Key(); it.Next(); parts++ {
		key = string(it.Node().Data)
	}
	return appendTOMLValue(scalars, text, pair.Value(), key, top && parts == 1)
}

func appendTOMLValue(scalars []scalar, text []byte, n *unstable.Node, key string, top bool) []scalar {
	switch n.Kind {
	case unstable.Array:
		for it := n.Children(); it.Next(); {
			scalars = appendTOMLValue(scalars, text, it.Node(), key, false)
		}
	case unstable.InlineTable:
		for it := n.Children(); it.Next(); {
			scalars = appendTOML(scalars, text, it.Node(), false)
		}
	default:
		start, end := int(n.Raw.Offset), int(n.Raw.Offset+n.Raw.Length)
		for n.Kind == unstable.String && start+1 < end && (text[start] == '"' || text[start] == '\'') {
			start++
		}
		scalars = append(scalars, scalar{key: key, top: top, value: string(n.Data), start: start, end: end})
	}
	return scalars
}
