#include "container.hpp"

#include "support/sysfs_tree.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <string>

using cputemp::app::is_container;
namespace fs = std::filesystem;

namespace {

/// A root and a procfs, of a host if nothing is added.
class machine {
 public:
  machine() {
    write("proc/self/cgroup", "0::/system.slice/cpu_temp_exporter.service\n");
    write("proc/self/mountinfo",
          "22 28 0:20 / /sys rw,nosuid,nodev,noexec,relatime shared:6 - sysfs sysfs rw\n"
          "28 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw\n");
  }
  machine& write(const std::string& path, std::string_view text) {
    const auto file = directory_.path() / path;
    fs::create_directories(file.parent_path());
    std::ofstream(file) << text;
    return *this;
  }
  bool seems_a_container() const { return is_container(directory_.path(), directory_.path() / "proc"); }

 private:
  cputemp::test::temporary_directory directory_;
};

constexpr std::string_view overlay_root = "600 500 0:50 / / rw,relatime - overlay overlay rw,lowerdir=/a:/b\n";

}  // namespace

BOOST_AUTO_TEST_SUITE(container_suite)

BOOST_AUTO_TEST_CASE(a_host_is_none) {
  BOOST_TEST(!machine().seems_a_container());
  BOOST_TEST(!is_container("/nowhere", "/nowhere"));
}

BOOST_AUTO_TEST_CASE(a_host_with_an_overlay_as_its_root_is_none) {
  BOOST_TEST(!machine().write("proc/self/mountinfo", overlay_root).seems_a_container());
}

BOOST_AUTO_TEST_CASE(a_host_that_runs_containers_is_none) {
  for (const auto* const cgroup : {"0::/system.slice/docker.service\n", "0::/system.slice/containerd.service\n"})
    BOOST_TEST(!machine().write("proc/self/cgroup", cgroup).seems_a_container());
}

BOOST_AUTO_TEST_CASE(marker_files_are_believed) {
  for (const auto* const marker :
       {".dockerenv", "run/.containerenv", "run/systemd/container", "run/host/container-manager"})
    BOOST_TEST(machine().write(marker, "").seems_a_container(), marker);
}

BOOST_AUTO_TEST_CASE(the_cgroup_names_the_runtime) {
  for (const auto* const cgroup :
       {"0::/kubepods.slice/kubepods-besteffort.slice/cri-containerd-12.scope\n", "12:pids:/docker/0123\n1:name=x:/\n",
        "0::/system.slice/docker-0123.scope\n", "0::/lxc.payload.web/system.slice\n", "0::/machine.slice/x.service\n"})
    BOOST_TEST(machine().write("proc/self/cgroup", cgroup).seems_a_container(), cgroup);
}

BOOST_AUTO_TEST_CASE(containerd_shows_in_its_mounts) {
  const std::string root(overlay_root);
  BOOST_TEST(machine()
                 .write("proc/self/mountinfo", root + "601 600 0:51 / /sys ro,nosuid - sysfs sysfs ro\n")
                 .seems_a_container());
  BOOST_TEST(machine()
                 .write("proc/self/mountinfo", root + "602 600 0:5 /null /proc/kcore rw - tmpfs tmpfs rw\n")
                 .seems_a_container());
  BOOST_TEST(machine().write("proc/self/mountinfo", root).write("proc/self/cgroup", "0::/\n").seems_a_container());
}

BOOST_AUTO_TEST_CASE(lxc_shows_in_its_mounts) {
  BOOST_TEST(machine()
                 .write("proc/self/mountinfo",
                        "28 1 8:2 / / rw,relatime - ext4 /dev/sda2 rw\n"
                        "40 28 0:40 /proc/cpuinfo /proc/cpuinfo rw shared:7 - fuse.lxcfs lxcfs rw\n")
                 .seems_a_container());
}

BOOST_AUTO_TEST_SUITE_END()
