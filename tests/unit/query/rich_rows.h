// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/unit/index/random_rows.h"

namespace cordon::test {

/// Random rows with something, or nothing, in every column that a filter may ask about.
class RichRows : public RandomRows {
public:
    explicit RichRows(std::uint32_t seed) : RandomRows(seed, seed % 7 != 0)
    {
        for (AccountRow& row : rows.accounts) {
            if (!row.stub) {
                enrich(row.value);
            }
        }
        for (ProjectRow& row : rows.projects) {
            if (!row.stub) {
                enrich(row.value);
            }
        }
        for (UploadRow& row : rows.uploads) {
            row.value.size = number(3'000'000'000);
        }
        for (ReportRow& row : rows.reports) {
            row.value.kind = pick({"is_spam", "is_malware", "other"});
            row.value.created = row.value.created + std::chrono::hours(upTo(1000));
        }
        for (int i = 0; i < 30; ++i) {
            rows.roles.push_back({ProjectId{upTo(std::ssize(rows.projects)) + 1},
                                  AccountId{upTo(std::ssize(rows.accounts)) + 1},
                                  pick({"Owner", "Maintainer", "maintainer"})});
        }
    }

private:
    [[nodiscard]] QString pick(const std::vector<const char*>& words)
    {
        return QString::fromUtf8(words[static_cast<std::size_t>(upTo(std::ssize(words)))]);
    }
    [[nodiscard]] std::optional<std::int64_t> number(std::int64_t most)
    {
        return upTo(4) == 0 ? std::nullopt : std::optional<std::int64_t>(upTo(upTo(2) == 0 ? most : 4));
    }

    void enrich(Account& account)
    {
        account.twoFactor = pick({"", "none", "TOTP", "webauthn", "off"});
        account.signupIp = pick({"", "198.51.100.7", "198.51.100.70", "2001:DB8::7"});
        account.state = upTo(3) == 0 ? AccountState::Frozen : AccountState::Active;
        if (upTo(3) > 0) {
            account.emailVerified = upTo(2) == 0;
        }
        if (upTo(3) == 0) {
            account.name = account.name + pick({"É", "_x", ".Y", "\xD0\x94\xD0\xBE"});
        }
        if (upTo(6) == 0) {
            account.email.clear();
        }
    }

    void enrich(Project& project)
    {
        project.state = static_cast<ProjectState>(upTo(5));
        project.repoUrl = pick({"", "https://Example.org/a", "http://example.net"});
        project.files = number(100);
        project.totalBytes = number(9'000'000'000'000);
        project.consoleScripts = number(3);
        if (upTo(3) == 0) {
            project.name = project.name + pick({"..a", "-_B", ".a-b", "\xC3\x89"});
        }
    }
};

} // namespace cordon::test
