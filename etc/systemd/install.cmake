# Run by `cmake --install`, since only then is the prefix known. Takes CPUTEMP_SYSTEMD_DIR, where these files are,
# CPUTEMP_SCRATCH_DIR, and the CMAKE_INSTALL_BINDIR, CMAKE_INSTALL_SYSCONFDIR and CPUTEMP_PREFIX of the build.
cmake_policy(VERSION 3.25)

set(CMAKE_INSTALL_LIBDIR lib)  # GNUInstallDirs needs it and can not guess it in a script
include(GNUInstallDirs)        # for /usr it has /etc
GNUInstallDirs_get_absolute_install_dir(sysconf_dir CMAKE_INSTALL_SYSCONFDIR SYSCONFDIR)

# The unit names the paths at which the files will be. CPack gathers those of an archive below a folder of its own.
set(gathered_in ${CMAKE_INSTALL_PREFIX})
if(CMAKE_INSTALL_PREFIX MATCHES "/_CPack_Packages/")
  set(CMAKE_INSTALL_PREFIX ${CPUTEMP_PREFIX})
endif()
GNUInstallDirs_get_absolute_install_dir(unit_bin_dir CMAKE_INSTALL_BINDIR BINDIR)
GNUInstallDirs_get_absolute_install_dir(unit_sysconf_dir CMAKE_INSTALL_SYSCONFDIR SYSCONFDIR)
set(CMAKE_INSTALL_PREFIX ${gathered_in})

# systemd reads % as the start of a specifier everywhere, blanks and quotes only in commands.
string(REPLACE % %% settings ${unit_sysconf_dir}/default/cpu_temp_exporter)
string(REPLACE % %% program ${unit_bin_dir}/cpu_temp_exporter)
if(program MATCHES "[^a-zA-Z0-9_./%+-]")
  string(REGEX REPLACE "([\"\\])" "\\\\\\1" program "${program}")
  set(program "\"${program}\"")
endif()

file(READ ${CPUTEMP_SYSTEMD_DIR}/cpu_temp_exporter.service unit)
string(REGEX REPLACE "^#[^\n]*\n\n" "" unit "${unit}")  # its first comment is about this file
string(REPLACE /usr/local/bin/cpu_temp_exporter "${program}" unit "${unit}")
string(REPLACE /usr/local/etc/default/cpu_temp_exporter "${settings}" unit "${unit}")
file(WRITE ${CPUTEMP_SCRATCH_DIR}/cpu_temp_exporter.service "${unit}")

# systemd looks below lib, whatever the libraries' directory is called.
file(INSTALL ${CPUTEMP_SCRATCH_DIR}/cpu_temp_exporter.service DESTINATION "${CMAKE_INSTALL_PREFIX}/lib/systemd/system")
file(INSTALL ${CPUTEMP_SYSTEMD_DIR}/cpu_temp_exporter.sysusers DESTINATION "${CMAKE_INSTALL_PREFIX}/lib/sysusers.d"
     RENAME cpu_temp_exporter.conf)

# Settings of the operator stay.
if(NOT EXISTS $ENV{DESTDIR}${sysconf_dir}/default/cpu_temp_exporter)
  file(INSTALL ${CPUTEMP_SYSTEMD_DIR}/cpu_temp_exporter.default DESTINATION "${sysconf_dir}/default"
       RENAME cpu_temp_exporter)
endif()
