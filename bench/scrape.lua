-- For wrk: ends with one line of JSON in place of a report for people. Durations are in microseconds.
function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '{"requests": %d, "bytes": %.0f, "seconds": %f, "p99": %f, "errors": {"connect": %d, "read": %d, "write": %d, '
      .. '"status": %d, "timeout": %d}}\n',
    summary.requests, summary.bytes, summary.duration / 1e6, latency:percentile(99),
    errors.connect, errors.read, errors.write, errors.status, errors.timeout))
end
