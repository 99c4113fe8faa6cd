// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/cache_rows.h"

#include <random>

namespace cordon::test {

/// Rows that no importer would make so badly: stubs, unknown numbers, accounts without a domain,
/// times that fall together, flags and decisions everywhere. Same seed, same rows.
class RandomRows {
public:
    explicit RandomRows(std::uint32_t seed, bool uploads = true) : m_random(seed)
    {
        const std::int64_t accounts = upTo(60) + 1;
        const std::int64_t projects = upTo(120) + 1;
        for (std::int64_t i = 1; i <= accounts; ++i) {
            addAccount(i);
        }
        for (std::int64_t i = 1; i <= projects; ++i) {
            addProject(i, accounts);
        }
        for (std::int64_t i = 0; uploads && i < 150; ++i) {
            UploadRow upload;
            upload.project = ProjectId{upTo(projects) + 1};
            upload.account = AccountId{upTo(accounts + 1)}; // 0: nobody told
            upload.value.uploaded = moment();
            rows.uploads.push_back(upload);
        }
        for (std::int64_t i = 0; i < 40; ++i) {
            ReportRow report;
            (upTo(2) == 0 ? report.project.value : report.account.value) = 1 + upTo(std::min(accounts, projects));
            report.value.observer = u"observer" % QString::number(upTo(3));
            rows.reports.push_back(report);
        }
    }

    [[nodiscard]] std::shared_ptr<const Index> build() { return buildIndex(rows, decisions, protections); }

    [[nodiscard]] std::int64_t upTo(std::int64_t bound)
    {
        return std::uniform_int_distribution<std::int64_t>(0, bound - 1)(m_random);
    }

    CacheRows rows;
    std::vector<DecisionHead> decisions;
    std::vector<Subject> protections;

private:
    // Around two week ends, to the quarter of an hour, so that groups and bursts really form.
    [[nodiscard]] Instant moment()
    {
        const Instant start = parseInstant(u"2025-06-06").value();
        return start + std::chrono::minutes(15 * upTo(96 * 12));
    }

    [[nodiscard]] std::optional<std::int64_t> maybe(std::int64_t bound)
    {
        return upTo(4) == 0 ? std::nullopt : std::optional<std::int64_t>(upTo(bound));
    }

    void overlay(const Subject& subject)
    {
        if (upTo(4) == 0) {
            DecisionHead head;
            head.subject = subject;
            head.verb = upTo(2) == 0 ? Verb::Dismiss : Verb::Ban;
            decisions.push_back(head);
        }
        if (upTo(5) == 0) {
            protections.push_back(subject);
        }
    }

    void addAccount(std::int64_t id)
    {
        static const QString kDomains[] = {QStringLiteral("inbox.ru"), QStringLiteral("gmail.com"),
                                           QStringLiteral("example.org"), QString()};
        AccountRow row;
        row.id = AccountId{id};
        row.value.name = u"User" % QString::number(id);
        row.stub = upTo(8) == 0;
        if (!row.stub) {
            row.value.domain = kDomains[upTo(4)];
            row.value.email = row.value.name % u"@" % row.value.domain;
            row.value.joined = moment();
            row.flagged = upTo(2) == 0;
        }
        overlay(accountSubject(row.value.name));
        rows.accounts.push_back(row);
    }

    void addProject(std::int64_t id, std::int64_t accounts)
    {
        ProjectRow row;
        row.id = ProjectId{id};
        row.value.name = u"Project_" % QString::number(id);
        row.owner = AccountId{upTo(accounts) + 1};
        row.stub = upTo(8) == 0;
        if (!row.stub) {
            row.value.created = moment();
            row.value.pyModules = maybe(3);
            row.value.releases = maybe(5);
            row.flagged = upTo(2) == 0;
        }
        overlay(projectSubject(row.value.name));
        rows.projects.push_back(row);
    }

    std::mt19937 m_random;
};

} // namespace cordon::test
