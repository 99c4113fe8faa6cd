// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/cache_scan.h"
#include "core/store/raw_rows.h"

namespace cordon::store {

// What is read of a row for the columns in memory, and the row as a view of it: one place for all
// rows and for those that have changed. To each SELECT its own view.

inline constexpr const char* kSelectAccounts =
    "SELECT a.id, a.name, a.email, d.name, a.email_verified, a.joined, a.two_factor, a.signup_ip, a.state, a.uuid, "
    "a.note, a.flagged, a.stub FROM account AS a LEFT JOIN domain AS d ON d.id = a.domain_id ";
inline constexpr const char* kSelectProjects =
    "SELECT id, name, owner_id, created, releases, files, total_bytes, py_modules, console_scripts, repo_url, "
    "publisher, summary, state, note, flagged, stub FROM project ";
inline constexpr const char* kSelectUploads = "SELECT id, project_id, account_id, uploaded, size FROM upload ";
inline constexpr const char* kSelectRoles = "SELECT project_id, account_id, role FROM role ";
inline constexpr const char* kSelectReports =
    "SELECT project_id, account_id, observer, kind, summary, url, trusted, created, id FROM report ";

[[nodiscard]] AccountView accountOf(const RawRows& row);
[[nodiscard]] ProjectView projectOf(const RawRows& row);
[[nodiscard]] UploadView uploadOf(const RawRows& row);
[[nodiscard]] RoleView roleOf(const RawRows& row);
[[nodiscard]] ReportView reportOf(const RawRows& row);

} // namespace cordon::store
