# How lists are joined: first, second and third; first, second or third. How a sentence about a value names it.

list-more = { $first }, { $next }
list-last = { $first } and { $next }
list-either = { $first } or { $next }
list-then = { $first }, then { $next }
list-said-of = `{ $value }`: { $said }
