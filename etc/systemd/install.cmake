# Run by `cmake --install`, since only then is the prefix known. Takes CPUTEMP_SYSTEMD_DIR, where these files are,
# CPUTEMP_SCRATCH_DIR, and the CMAKE_INSTALL_BINDIR and CMAKE_INSTALL_SYSCONFDIR of the build.
cmake_policy(VERSION 3.25)

set(CMAKE_INSTALL_LIBDIR lib)  # which GNUInstallDirs could not guess here, and nobody asks for
include(GNUInstallDirs)        # for /usr it has /etc
GNUInstallDirs_get_absolute_install_dir(bin_dir CMAKE_INSTALL_BINDIR BINDIR)
GNUInstallDirs_get_absolute_install_dir(sysconf_dir CMAKE_INSTALL_SYSCONFDIR SYSCONFDIR)

file(READ ${CPUTEMP_SYSTEMD_DIR}/cpu_temp_exporter.service unit)
string(REGEX REPLACE "^#[^\n]*\n\n" "" unit "${unit}")  # which tells of this file
string(REPLACE /usr/local/bin/ ${bin_dir}/ unit "${unit}")
string(REPLACE /usr/local/etc/ ${sysconf_dir}/ unit "${unit}")
file(WRITE ${CPUTEMP_SCRATCH_DIR}/cpu_temp_exporter.service "${unit}")

# systemd looks below lib, whatever the libraries' directory is called.
file(INSTALL ${CPUTEMP_SCRATCH_DIR}/cpu_temp_exporter.service DESTINATION ${CMAKE_INSTALL_PREFIX}/lib/systemd/system)
file(INSTALL ${CPUTEMP_SYSTEMD_DIR}/cpu_temp_exporter.sysusers DESTINATION ${CMAKE_INSTALL_PREFIX}/lib/sysusers.d
     RENAME cpu_temp_exporter.conf)

# What the operator has written there stays.
if(NOT EXISTS $ENV{DESTDIR}${sysconf_dir}/default/cpu_temp_exporter)
  file(INSTALL ${CPUTEMP_SYSTEMD_DIR}/cpu_temp_exporter.default DESTINATION ${sysconf_dir}/default
       RENAME cpu_temp_exporter)
endif()
