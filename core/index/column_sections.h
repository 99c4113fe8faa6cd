// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/index/columns.h"

namespace cordon {

// The columns as a fixed list of flat sections: what is written, read and checked is the same list.
// A change here needs a new version in column_file.cpp.

/// Calls parts(part) for every part, in order. `C`: Columns or const Columns.
template<class Parts, class C>
void forEachSection(Parts& parts, C& c)
{
    parts(c.uploadsStandIn);
    parts(c.domains);
    parts(c.roleWords);
    for (auto& starts : c.domainStarts) {
        parts(starts);
    }
    auto& a = c.accounts;
    parts(a.id), parts(a.domain), parts(a.joined), parts(a.verified), parts(a.state), parts(a.name), parts(a.email);
    parts(a.ip), parts(a.uuid), parts(a.note), parts(a.twoFactor), parts(a.byKey.rows), parts(a.byKey.places);
    auto& p = c.projects;
    parts(p.id), parts(p.owner), parts(p.created), parts(p.state), parts(p.releases), parts(p.files), parts(p.bytes);
    parts(p.modules), parts(p.scripts), parts(p.name), parts(p.repo), parts(p.summary), parts(p.note);
    parts(p.publisher), parts(p.byKey.rows), parts(p.byKey.places);
    auto& u = c.uploads;
    parts(u.id), parts(u.project), parts(u.account), parts(u.uploaded), parts(u.size);
    auto& r = c.reports;
    parts(r.project), parts(r.account), parts(r.created), parts(r.trusted), parts(r.observer), parts(r.kind);
    parts(r.summary), parts(r.url);
    parts(c.owned), parts(c.withRole), parts(c.projectReports), parts(c.accountReports), parts(c.projectUploads);
    parts(c.roles);
    for (std::size_t table = 0; table < kTables; ++table) {
        parts(c.flagged[table]), parts(c.stubs[table]);
    }
}

} // namespace cordon
