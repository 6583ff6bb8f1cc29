#include <cputemp/http/client.hpp>

#include "live_server.hpp"
#include "temporary_directory.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

using namespace cputemp::http;
using namespace cputemp::http::test;
using namespace std::chrono_literals;

namespace {

unsigned status_at(const std::string& address, std::string_view path = "/metrics") {
  const auto status = get_status(*parse_listen_address(address), path, 2s);
  return status ? *status : 0;
}

/// A program that is not an HTTP server: accepts once, reads a head, sends that and closes.
class other_server {
 public:
  explicit other_server(std::string sent) : acceptor_(context_, {boost::asio::ip::address_v4::loopback(), 0}) {
    thread_ = std::thread([this, sent = std::move(sent)] {
      auto client = acceptor_.accept();
      boost::system::error_code ignored;
      std::string asked;
      boost::asio::read_until(client, boost::asio::dynamic_buffer(asked), "\r\n\r\n", ignored);
      boost::asio::write(client, boost::asio::buffer(sent), ignored);
    });
  }
  ~other_server() { thread_.join(); }
  other_server(const other_server&) = delete;
  other_server& operator=(const other_server&) = delete;
  std::string address() const { return "127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port()); }

 private:
  boost::asio::io_context context_;
  boost::asio::ip::tcp::acceptor acceptor_;
  std::thread thread_;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(client)

BOOST_AUTO_TEST_CASE(works_over_tcp_and_unix_sockets) {
  const temporary_directory made;
  server_plan plan;
  plan.addresses = {":0", made.unix_address("socket")};
  live_server server(plan);
  BOOST_TEST(status_at(server.address(0)) == 200U);
  BOOST_TEST(status_at("localhost" + server.address(0)) == 200U);
  BOOST_TEST(status_at("[::1]" + server.address(0)) == 200U);
  BOOST_TEST(status_at(server.address(1)) == 200U);
  BOOST_TEST(status_at(server.address(0), "/nowhere") == 404U);
}

BOOST_AUTO_TEST_CASE(says_where_it_failed) {
  const auto failure_at = [](const std::string& address) {
    const auto status = get_status(*parse_listen_address(address), "/slow", 100ms);
    return status ? std::to_string(*status) : status.error().message;
  };
  std::string freed;
  const temporary_directory made;
  {
    server_plan plan;
    live_server server(plan);
    freed = server.address();
    BOOST_TEST(failure_at(freed) == "no answer from " + freed + ": Connection timed out");
  }
  BOOST_TEST(failure_at(freed) == "cannot connect to " + freed + ": Connection refused");
  for (const std::string_view sent : {"", "HTTP/1.1 20", "SSH-2.0-OpenSSH_9.2p1\r\n", "HTTP/1.1 2x0 OK\r\n\r\n"}) {
    const other_server other{std::string(sent)};
    BOOST_TEST(failure_at(other.address()) == "the answer from " + other.address() + " is not HTTP/1.1");
  }
  const auto absent = made.unix_address("absent");
  BOOST_TEST(failure_at(absent) == "cannot connect to " + absent + ": No such file or directory");
}

BOOST_AUTO_TEST_SUITE_END()
