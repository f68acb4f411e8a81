# How lists are joined: first, second and third; first, second or third.

list-more = { $first }, { $next }
list-last = { $first } and { $next }
list-either = { $first } or { $next }
