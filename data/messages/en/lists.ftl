# How lists are joined: first, second and third.

list-more = { $first }, { $next }
list-last = { $first } and { $next }
