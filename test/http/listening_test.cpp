#include "live_server.hpp"
#include "support/raw_client.hpp"
#include "temporary_directory.hpp"

#include <cputemp/http/client.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <chrono>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <thread>
#include <vector>

using namespace cputemp::http;
using namespace cputemp::http::test;
using namespace std::chrono_literals;

namespace {

const std::string get = "GET /metrics HTTP/1.1\r\nHost: h\r\n\r\n";

/// A bound socket at which no program listens any more.
void leave_stale_socket(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, path.data(), path.size());
  const int made = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const void* any = &address;
  BOOST_REQUIRE(::bind(made, static_cast<const sockaddr*>(any), sizeof(address)) == 0);
  ::close(made);
}

/// What listen() says: the address, or the failure.
std::string listen_on(const std::string& address) {
  boost::asio::io_context context;
  boost::asio::io_context* const worker = &context;
  recorder ignored;
  server listening({&worker, 1}, {}, {}, ignored);
  const auto bound = listening.listen(*parse_listen_address(address));
  return bound ? *bound : bound.error().message;
}

unsigned status_at(const std::string& address, std::string_view path = "/metrics") {
  const auto status = get_status(*parse_listen_address(address), path, 2s);
  return status ? *status : 0;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(listening)

BOOST_AUTO_TEST_CASE(serves_several_addresses_of_every_kind) {
  const temporary_directory made;
  server_plan plan;
  plan.addresses = {":0", "127.0.0.1:0", "[::1]:0", "localhost:0", made.unix_address("socket")};
  live_server server(plan);
  const auto& any_port = server.address(0);
  for (const auto& address :
       {any_port, "[::1]" + any_port, server.address(1), server.address(2), server.address(3), server.address(4)}) {
    BOOST_TEST_CONTEXT(address) {
      raw_client client(address);
      client.send(get);
      BOOST_TEST(status_of(client.response()) == 200U);
    }
  }
  BOOST_TEST(server.address(3).starts_with("127.0.0.1:"));
}

BOOST_AUTO_TEST_CASE(deals_connections_out_in_turn) {
  server_plan plan;
  plan.workers = 2;
  live_server server(plan);
  std::vector<std::string> threads;
  for (int i = 0; i < 4; ++i) {
    raw_client client(server.address());
    client.send("GET /thread HTTP/1.1\r\nHost: h\r\n\r\n");
    threads.push_back(client.response());
    threads.back().erase(0, threads.back().find("\r\n\r\n"));
  }
  BOOST_TEST(threads[0] != threads[1]);
  BOOST_TEST(threads[0] == threads[2]);
  BOOST_TEST(threads[1] == threads[3]);
}

BOOST_AUTO_TEST_CASE(replaces_a_stale_unix_socket_and_removes_its_own_at_drain) {
  const temporary_directory made;
  const auto path = made.path + "/socket";
  leave_stale_socket(path);
  server_plan plan;
  plan.addresses = {"unix:" + path};
  live_server server(plan);
  BOOST_TEST(status_at("unix:" + path) == 200U);
  BOOST_TEST(listen_on("unix:" + path) ==
             "cannot listen on unix:" + path +
                 ": Address already in use; stop the program that listens there, or choose "
                 "another address");
  BOOST_TEST(std::filesystem::exists(path));
  server.drain();
  BOOST_TEST(server.is_over_within(1s));
  BOOST_TEST(!std::filesystem::exists(path));
}

BOOST_AUTO_TEST_CASE(leaves_a_file_alone_that_is_not_its_own_socket) {
  const temporary_directory made;
  const auto path = made.path + "/file";
  std::ofstream(path) << "precious";
  BOOST_TEST(listen_on("unix:" + path) ==
             "cannot listen on unix:" + path +
                 ": Socket operation on non-socket; the path is not a socket: choose another one");
  BOOST_TEST(std::filesystem::file_size(path) == 8U);

  const auto moved = made.path + "/socket";
  {
    server_plan plan;
    plan.addresses = {"unix:" + moved};
    live_server server(plan);
    std::filesystem::remove(moved);
    std::ofstream(moved) << "another's";
  }
  BOOST_TEST(std::filesystem::exists(moved));
}

BOOST_AUTO_TEST_CASE(says_why_it_cannot_listen_and_what_to_do) {
  live_server server;
  const auto& taken = server.address();
  BOOST_TEST(listen_on(taken) == "cannot listen on " + taken +
                                     ": Address already in use; stop the program that listens there, or choose another "
                                     "address");
  BOOST_TEST(
      listen_on("192.0.2.1:0") ==
      "cannot listen on 192.0.2.1:0: Cannot assign requested address; choose an address of this host, or leave the "
      "host out to listen on all of them");
  BOOST_TEST(listen_on("unix:/nowhere/at/all") ==
             "cannot listen on unix:/nowhere/at/all: No such file or directory; create the directory first");
  const auto unknown = listen_on("host.invalid:0");
  BOOST_TEST(unknown.starts_with("cannot listen on host.invalid:0: cannot resolve 'host.invalid': Host not found"));
  BOOST_TEST(unknown.ends_with("; expected an address or a name of this host"));
}

BOOST_AUTO_TEST_SUITE_END()
