-- SPDX-License-Identifier: Apache-2.0
-- Requests of load.py for wrk: KIND KEY RUN PAUSE_MS. RUN keeps the ids of runs apart. Prints its figures as
-- one line of JSON.

local kind, headers, run, pause
local number = 0

function init(arguments)
  kind, run, pause = arguments[1], arguments[3], tonumber(arguments[4])
  headers = { ["Authorization"] = "Bearer " .. arguments[2], ["Content-Type"] = "application/json" }
end

local function order(days)
  return '{"action":"submit_order","by":"li","data":{"order":{"number":"' .. run .. "-" .. number ..
    '","seller":"li","channel":"store","promised":"' .. days .. ' days"}}}'
end

function delay()
  return pause
end

function request()
  number = number + 1
  if kind == "empty" then
    return wrk.format("GET", "/healthz")
  elseif kind == "validate" then
    return wrk.format("POST", "/v1/validate", headers, order(3))
  elseif kind == "validate-warned" then
    return wrk.format("POST", "/v1/validate", headers, order(7))
  end
  headers["Idempotency-Key"] = run .. "-" .. number
  return wrk.format("POST", "/v1/commands", headers, order(3))
end

function done(summary, latency, requests)
  io.write(string.format(
    'FIGURES {"requests": %d, "seconds": %.3f, "refused": %d, "broken": %d, "p50_ms": %.2f, "p99_ms": %.2f}\n',
    summary.requests, summary.duration / 1e6, summary.errors.status,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3))
end
