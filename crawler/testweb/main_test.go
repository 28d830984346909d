package testweb_test

import (
	"testing"

	"go.uber.org/goleak"
)

// TestMain fails if Close has left a goroutine of the web behind.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }
