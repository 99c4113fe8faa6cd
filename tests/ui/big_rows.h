// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/digest.h"
#include "tests/support/cache_rows.h"

#include <random>

namespace cordon::test {

/// A registry of the size that lists must hold, the same on every call: half of the accounts on one
/// mail domain, the rest on a few thousand, one project for most accounts, uploads to the projects.
[[nodiscard]] inline CacheRows bigRows(int accounts, int uploadsPerProject = 1)
{
    std::mt19937 random(20'250'609);
    const Instant start = parseInstant(QStringLiteral("2024-01-01T00:00:00Z")).value();
    const auto some = [&](int below) { return int(random() % unsigned(below)); };
    CacheRows rows;
    rows.accounts.reserve(std::size_t(accounts));
    for (int i = 0; i < accounts; ++i) {
        AccountRow row;
        row.id = AccountId{i + 1};
        row.value.name = QStringLiteral("user%1").arg(i);
        row.value.domain =
            i % 2 == 0 ? QStringLiteral("gmail.com") : QStringLiteral("mail%1.org").arg(some(some(3'000) + 1));
        row.value.email = QString(row.value.name % QLatin1Char('@') % row.value.domain);
        row.value.joined = start + std::chrono::seconds(some(50'000'000));
        row.flagged = some(20) == 0;
        rows.accounts.push_back(std::move(row));
    }
    for (int i = 0; i < accounts; ++i) {
        if (i % 5 == 4) {
            continue;
        }
        ProjectRow row;
        row.id = ProjectId{std::ssize(rows.projects) + 1};
        row.value.name = QStringLiteral("project-%1").arg(i);
        row.owner = AccountId{i + 1};
        row.value.owner = rows.accounts[std::size_t(i)].value.name;
        row.value.created = rows.accounts[std::size_t(i)].value.joined + std::chrono::hours(some(500));
        row.value.pyModules = some(3);
        row.flagged = some(20) == 0;
        for (int upload = 0; upload < uploadsPerProject; ++upload) {
            UploadRow up;
            up.project = row.id;
            up.account = row.owner;
            up.value.uploaded = row.value.created + std::chrono::minutes(some(100'000));
            up.value.size = some(1'000'000);
            rows.uploads.push_back(std::move(up));
        }
        rows.projects.push_back(std::move(row));
    }
    return rows;
}

} // namespace cordon::test
