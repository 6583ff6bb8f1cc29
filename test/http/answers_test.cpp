#include "live_server.hpp"
#include "support/raw_client.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using namespace cputemp::http::test;
using namespace std::string_literals;

namespace {

/// One server for all cases: they leave nothing behind.
struct shared_server {
  shared_server() { server = std::make_unique<live_server>(); }
  ~shared_server() { server.reset(); }
  static std::unique_ptr<live_server> server;
};
std::unique_ptr<live_server> shared_server::server;

const std::string& where() { return shared_server::server->address(); }

std::string head(const std::string& status, std::size_t length, const std::string& more = {}) {
  return "HTTP/1.1 " + status +
         "\r\nDate: <date>\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: " + std::to_string(length) +
         "\r\n" + more + "\r\n";
}

const std::string closing = "Connection: close\r\n";
const std::string metrics = head("200 OK", 10) + "metrics 1\n";
const std::string last_metrics = head("200 OK", 10, closing) + "metrics 1\n";
const std::string bad_request = head("400 Bad Request", 23, closing) + "Malformed HTTP request\n";

const std::string get = "GET /metrics HTTP/1.1\r\nHost: h\r\n\r\n";
const std::string last_get = "GET /metrics HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";

/// Over one connection that the server closes, with what a smuggled request would look like behind it.
void check_refused(const std::vector<std::pair<std::string, unsigned>>& rows) {
  for (const auto& [sent, status] : rows) {
    BOOST_TEST_CONTEXT(sent.substr(0, 200)) {
      const auto answer = answers_to(where(), sent + get);
      BOOST_TEST(status_of(answer) == status);
      BOOST_TEST(count_responses(answer) == 1U);
      BOOST_TEST(answer.find("\r\nConnection: close\r\n") != std::string::npos);
      BOOST_TEST(answer.find("\r\nDate: ") != std::string::npos);
      BOOST_TEST(answer.find("\r\nContent-Length: ") != std::string::npos);
      BOOST_TEST(answer.find("<left open>") == std::string::npos);
    }
  }
}

/// On connections that go on: a good request behind it is answered too.
void check_answered(const std::vector<std::pair<std::string, unsigned>>& rows) {
  for (const auto& [sent, status] : rows) {
    BOOST_TEST_CONTEXT(sent.substr(0, 200)) {
      const bool to_head = sent.starts_with("HEAD");
      raw_client client(where());
      client.send(sent + last_get);
      BOOST_TEST(status_of(client.response(to_head)) == status);
      BOOST_TEST(without_date(client.response()) == last_metrics);
      BOOST_TEST(client.is_closed_within(std::chrono::seconds(2)));
    }
  }
}

std::string with(const std::string& fields) { return "GET /metrics HTTP/1.1\r\nHost: h\r\n" + fields + "\r\n\r\n"; }
std::string line(const std::string& text) { return text + "\r\nHost: h\r\n\r\n"; }

}  // namespace

BOOST_AUTO_TEST_SUITE(answers, *boost::unit_test::fixture<shared_server>())

BOOST_AUTO_TEST_CASE(to_a_get_is_complete_and_leaves_the_connection_open) {
  raw_client client(where());
  for (int i = 0; i < 3; ++i) {
    client.send(get);
    BOOST_TEST(without_date(client.response()) == metrics);
  }
  client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
  BOOST_TEST(without_date(client.response()) ==
             "HTTP/1.1 200 OK\r\nDate: <date>\r\nContent-Type: text/html\r\nContent-Length: 8\r\nVary: Accept\r\n\r\n"
             "<p>home\n");
}

BOOST_AUTO_TEST_CASE(to_a_head_is_that_to_a_get_without_the_body) {
  raw_client client(where());
  client.send("HEAD /metrics HTTP/1.1\r\nHost: h\r\n\r\n" + last_get);
  BOOST_TEST(without_date(client.everything()) == head("200 OK", 10) + last_metrics);
  BOOST_TEST(without_date(answers_to(where(), "HEAD /nowhere HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")) ==
             head("404 Not Found", 10, closing));
}

BOOST_AUTO_TEST_CASE(shows_the_handler_what_was_asked) {
  raw_client client(where());
  client.send("GET http://x/fields?a=%20b HTTP/1.1\r\nHost: h\r\nX-TEST: \t one \r\nX-Test: two\r\n\r\n");
  BOOST_TEST(without_date(client.response()) == head("200 OK", 20) + "/fields|a=%20b|one|\n");
}

BOOST_AUTO_TEST_CASE(to_an_unknown_path_is_404_and_reflects_nothing) {
  raw_client client(where());
  client.send("GET /nowhere<script> HTTP/1.1\r\nHost: h\r\n\r\n");
  BOOST_TEST(without_date(client.response()) == head("404 Not Found", 10) + "Not found\n");
  client.send(get);
  BOOST_TEST(without_date(client.response()) == metrics);
}

BOOST_AUTO_TEST_CASE(to_another_method_names_those_allowed) {
  raw_client client(where());
  client.send("POST /metrics HTTP/1.1\r\nHost: h\r\n\r\n");
  BOOST_TEST(without_date(client.response()) ==
             head("405 Method Not Allowed", 32, "Allow: GET, HEAD\r\n") + "Only GET and HEAD are supported\n");
}

BOOST_AUTO_TEST_CASE(without_a_body_has_no_length) {
  raw_client client(where());
  client.send("GET /nothing HTTP/1.1\r\nHost: h\r\n\r\n" + last_get);
  BOOST_TEST(without_date(client.everything()) == "HTTP/1.1 204 No Content\r\nDate: <date>\r\n\r\n" + last_metrics);
}

BOOST_AUTO_TEST_CASE(leaves_a_connection_in_step_open) {
  check_answered({
      {"\r\n" + get, 200},
      {"\r\n\r\n" + get, 200},
      {line("GET http://other/metrics HTTP/1.1"), 200},
      {"GET /metrics HTTP/1.1\r\nHost:\r\n\r\n", 200},
      {with("X: \x80\xff"), 200},
      {with("Content-Length: 0"), 200},
      {with("Expect: banana"), 200},
      {with("Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings"), 200},
      {with("Upgrade: websocket\r\nConnection: upgrade"), 200},
      {with("Accept-Encoding: ;;;, identity;q=0"), 200},
      {with("Connection: keep-alive, x"), 200},
      {line("HEAD /metrics HTTP/1.1"), 200},
      {line("POST /metrics HTTP/1.1"), 405},
      {line("PUT /metrics HTTP/1.1"), 405},
      {line("DELETE /metrics HTTP/1.1"), 405},
      {line("PATCH /metrics HTTP/1.1"), 405},
      {line("TRACE /metrics HTTP/1.1"), 405},
      {line("OPTIONS * HTTP/1.1"), 405},
      {line("OPTIONS /metrics HTTP/1.1"), 405},
      {line("get /metrics HTTP/1.1"), 501},
      {line("BREW /metrics HTTP/1.1"), 501},
      {line("GET * HTTP/1.1"), 400},
      {line("GET metrics HTTP/1.1"), 400},
      {line("GET a:80 HTTP/1.1"), 400},
      {line("GET /%zz HTTP/1.1"), 400},
      {line("GET /#frag HTTP/1.1"), 400},
      {line("GET /%00 HTTP/1.1"), 404},
      {line("GET //metrics HTTP/1.1"), 404},
      {line("GET /../metrics HTTP/1.1"), 404},
      {line("GET /%6detrics HTTP/1.1"), 404},
  });
}

BOOST_AUTO_TEST_CASE(to_a_malformed_head_is_400_and_the_last) {
  check_refused({
      {line("GET  /metrics HTTP/1.1"), 400},
      {line("GET /metrics  HTTP/1.1"), 400},
      {line("GET\t/metrics HTTP/1.1"), 400},
      {line("GET /met rics HTTP/1.1"), 400},
      {line("GET HTTP/1.1"), 400},
      {line("GET /\xff HTTP/1.1"), 400},
      {line("GET /metrics HTTP/1.10"), 400},
      {line("GET /metrics http/1.1"), 400},
      {"GET /metrics\r\n", 400},
      {line("GET /metrics HTTP/2.0"), 505},
      {line("GET /metrics HTTP/1.2"), 505},
      {"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
      {"GET /metrics HTTP/1.1\r\n\r\n", 400},
      {"GET /metrics HTTP/1.1\r\nHost: h\r\nHost: h\r\n\r\n", 400},
      {"GET /metrics HTTP/1.1\r\nHost: a b\r\n\r\n", 400},
      {"GET http://h/metrics HTTP/1.1\r\n\r\n", 400},
      {"GET /metrics HTTP/1.1\r\n Host: h\r\n\r\n", 400},
      {with("A : b"), 400},
      {with("A"), 400},
      {with(": b"), 400},
      {with("A\x01: b"), 400},
      {with("A\x80: b"), 400},
      {with("A(): b"), 400},
      {with("A: b\r\n folded"), 400},
      {with("A: b\rc"), 400},
      {with("A: b\0c"s), 400},
      {"GET /metrics HTTP/1.1\nHost: h\n\n", 400},
      {"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"s, 400},
      {line("CONNECT a:80 HTTP/1.1"), 405},
  });
}

BOOST_AUTO_TEST_CASE(to_a_body_is_a_refusal_at_the_header_and_the_last) {
  check_refused({
      {with("Content-Length: 5") + "12345", 413},
      {with("Content-Length: 9223372036854775807"), 413},
      {with("Content-Length: 1099511627776"), 413},
      {with("Expect: 100-continue\r\nContent-Length: 5"), 413},
      {with("Transfer-Encoding: chunked") + "0\r\n\r\n", 413},
      {"POST /metrics HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\n12345", 405},
      {"POST /metrics HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 405},
      {"POST /metrics HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n", 405},
  });
}

BOOST_AUTO_TEST_CASE(to_an_attempt_at_smuggling_is_one_refusal) {
  const std::string body = "0\r\n\r\n";
  std::vector<std::pair<std::string, unsigned>> rows = {
      {with("Content-Length: 5\r\nTransfer-Encoding: chunked") + body, 400},
      {with("Transfer-Encoding: chunked\r\nContent-Length: 5") + body, 400},
      {with("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked") + body, 400},
      {with("Transfer-Encoding: gzip, chunked") + body, 501},
      {"GET /metrics HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n" + body, 400},
      {with("Content-Length: 5\r\nContent-Length: 6") + body, 400},
  };
  for (const auto* coding : {"gzip", "xchunked", "chunked, gzip", ",chunked", "\013chunked", "\240chunked",
                             "chunked\r\nTransfer-Encoding: identity"}) {
    rows.emplace_back(with("Transfer-Encoding: "s + coding) + body, 400);
  }
  for (const auto* length : {"-1", "+5", "0x5", "1_0", "", "5Z", "5 5", "5.0", "18446744073709551616", "5, 6"}) {
    rows.emplace_back(with("Content-Length: "s + length) + "12345", 400);
  }
  for (const auto* chunk : {"0x5\r\nhello\r\n", "-5\r\n", "+5\r\n", "0_5\r\n", "\r\n", "   5\r\nhello\r\n", "ZZ\r\n",
                            "fffffffffffffffff\r\n", "5\nhello\n", "5\r\nhelloGET "}) {
    rows.emplace_back(with("Transfer-Encoding: chunked") + chunk, 413);
  }
  check_refused(rows);
}

BOOST_AUTO_TEST_CASE(to_a_head_beyond_the_limits_says_so) {
  std::string many;
  for (int i = 0; i < 101; ++i) many += "A: b\r\n";
  check_refused({
      {line("GET /" + std::string(9000, 'a') + " HTTP/1.1"), 414},
      {"GET /" + std::string(9000, 'a'), 414},
      {with("A: " + std::string(17000, 'a')), 431},
      {with("A: " + std::string(70000, 'a')), 431},
      {"GET /metrics HTTP/1.1\r\nHost: h\r\nA: " + std::string(20000, 'a'), 431},
      {"GET /metrics HTTP/1.1\r\nHost: h\r\n" + many + "\r\n", 431},
      {std::string(20000, '\r'), 414},
  });
}

// Boost 1.81 throws std::length_error out of run() for this one when it parses the body.
BOOST_AUTO_TEST_CASE(to_a_huge_trailer_kills_nothing) {
  const auto trailer = "0\r\nA: " + std::string(70000, 'a') + "\r\n\r\n";
  for (const auto* method : {"GET", "POST"}) {
    const auto answer =
        answers_to(where(), method + " /metrics HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"s + trailer);
    BOOST_TEST(count_responses(answer) == 1U);
  }
  const auto extension = ";a=" + std::string(std::size_t{1} << 20, 'b');
  raw_client client(where());
  client.send(with("Transfer-Encoding: chunked") + "5" + extension);
  BOOST_TEST(count_responses(client.everything()) <= 1U);
  BOOST_TEST(without_date(answers_to(where(), last_get)) == last_metrics);
  BOOST_TEST(shared_server::server->seen.failures().empty());
}

BOOST_AUTO_TEST_CASE(to_pipelined_requests_comes_in_order) {
  const auto answer = answers_to(where(), get + "GET /slow HTTP/1.1\r\nHost: h\r\n\r\n" + last_get);
  BOOST_TEST(without_date(answer) == metrics + head("200 OK", 5) + "slow\n" + last_metrics);

  std::string thousand;
  for (int i = 0; i < 1000; ++i) thousand += get;
  BOOST_TEST(count_responses(answers_to(where(), thousand + last_get)) == 1001U);
}

BOOST_AUTO_TEST_CASE(to_garbage_behind_a_good_request_is_400_after_that_to_the_good_one) {
  BOOST_TEST(without_date(answers_to(where(), get + "\x01garbage\r\n\r\n" + get)) == metrics + bad_request);
}

BOOST_AUTO_TEST_CASE(does_not_depend_on_how_the_request_is_cut) {
  const auto request = "\r\n" + get;
  std::vector<raw_client> clients;
  for (std::size_t at = 1; at < request.size(); ++at) {
    clients.emplace_back(where());
    clients.back().send(request.substr(0, at));
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  for (std::size_t at = 1; at < request.size(); ++at) {
    BOOST_TEST_CONTEXT("cut at " << at) {
      clients[at - 1].send(request.substr(at));
      BOOST_TEST(without_date(clients[at - 1].response()) == metrics);
    }
  }
  raw_client drop_by_drop(where());
  for (const char c : request) drop_by_drop.send({&c, 1});
  BOOST_TEST(without_date(drop_by_drop.response()) == metrics);
}

BOOST_AUTO_TEST_CASE(is_the_last_where_the_client_says_so) {
  for (const auto* option : {"close", "CLOSE", "x, close", "keep-alive, Close"}) {
    BOOST_TEST_CONTEXT(option) {
      BOOST_TEST(without_date(answers_to(where(), with("Connection: "s + option) + get)) == last_metrics);
    }
  }
  BOOST_TEST(without_date(answers_to(where(), "GET /metrics HTTP/1.0\r\n\r\n" + get)) == last_metrics);
}

BOOST_AUTO_TEST_CASE(says_to_a_client_of_http_1_0_that_the_connection_stays) {
  raw_client client(where());
  client.send("GET /metrics HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n" + last_get);
  BOOST_TEST(without_date(client.everything()) ==
             head("200 OK", 10, "Connection: keep-alive\r\n") + "metrics 1\n" + last_metrics);
}

BOOST_AUTO_TEST_CASE(arrives_whole_after_the_client_shut_down_its_sending) {
  raw_client client(where());
  client.send("GET /big HTTP/1.1\r\nHost: h\r\n\r\n");
  client.end_sending();
  const auto answer = client.everything();
  BOOST_TEST(answer.size() - answer.find("\r\n\r\n") - 4 == std::size_t{32} << 20);
  BOOST_TEST(client.ended());

  raw_client cut_short(where());
  cut_short.send("GET /met");
  cut_short.end_sending();
  BOOST_TEST(without_date(cut_short.everything()) == bad_request);
}

BOOST_AUTO_TEST_CASE(is_500_and_the_last_where_the_handler_throws) {
  const auto failed = head("500 Internal Server Error", 44, closing) + "Internal error while answering this request\n";
  live_server server;
  raw_client bystander(server.address());
  BOOST_TEST(without_date(answers_to(server.address(), line("GET /throw HTTP/1.1") + get)) == failed);
  BOOST_TEST(without_date(answers_to(server.address(), line("GET /late-throw HTTP/1.1") + get)) == failed);
  bystander.send(get);
  BOOST_TEST(without_date(bystander.response()) == metrics);
  BOOST_TEST((server.seen.failures() == std::vector<std::string>{"a defect", "not a std::exception"}));
}

BOOST_AUTO_TEST_CASE(is_counted_by_endpoint_and_status) {
  live_server server;
  answers_to(server.address(), get + line("GET /nowhere HTTP/1.1") + line("POST / HTTP/1.1") + "\x01");
  BOOST_TEST((server.seen.answers() == std::vector<std::string>{"1 200", "- 404", "- 405", "- 400"}));
  BOOST_TEST(soon([&] { return server.seen.closed == 1; }));
  BOOST_TEST(server.seen.opened == 1);
}

BOOST_AUTO_TEST_SUITE_END()
