// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/names.h"
#include "tests/support/cache_rows.h"
#include "tests/support/support.h"

#include <QMap>

namespace cordon::test {

/// Builds an index from a few lines of text, as the cache would hand its rows out:
///
///     account NAME EMAIL|- JOINED [flagged] [ip=..] [2fa=..] [verified=yes|no] [state=WORD]
///     project NAME OWNER CREATED [flagged] [modules=..] [releases=..] [repo=..] [state=WORD] ...
///     stub NAME                      a project that nobody described
///     upload PROJECT VERSION ACCOUNT|- TIME [size=..]
///     role PROJECT ACCOUNT ROLE
///     report SUBJECT OBSERVER KIND TIME
///     decide SUBJECT VERB            SUBJECT: account:NAME, project:NAME, domain:NAME
///     protect SUBJECT
///
/// Accounts that are only mentioned become stubs.
class TinyIndex {
public:
    explicit TinyIndex(const QString& text)
    {
        const QStringList lines = text.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        for (const QString& line : lines) {
            add(line.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts));
        }
    }

    [[nodiscard]] std::shared_ptr<const Index> build(std::stop_token stop = {})
    {
        return buildIndex(rows, decisions, protections, std::move(stop));
    }

    CacheRows rows;
    std::vector<DecisionHead> decisions;
    std::vector<Subject> protections;

private:
    using Options = QMap<QString, QString>;

    void add(const QStringList& words)
    {
        if (words.isEmpty()) {
            return;
        }
        const QString& what = words[0];
        if (what == QLatin1String("account")) {
            addAccount(words);
        } else if (what == QLatin1String("project")) {
            addProject(words);
        } else if (what == QLatin1String("stub")) {
            ProjectRow row;
            row.value.name = words[1];
            row.owner = accountNamed(QStringLiteral("nobody"));
            row.stub = true;
            keep(row);
        } else if (what == QLatin1String("upload")) {
            addUpload(words);
        } else if (what == QLatin1String("role")) {
            rows.roles.push_back({projectNamed(words[1]), accountNamed(words[2]), words[3]});
        } else if (what == QLatin1String("report")) {
            addReport(words);
        } else if (what == QLatin1String("decide")) {
            DecisionHead head;
            head.subject = subject(words[1]);
            head.verb = verbFromWord(words[2]).value();
            decisions.push_back(head);
        } else if (what == QLatin1String("protect")) {
            protections.push_back(subject(words[1]));
        } else {
            qFatal("no such line: %s", qPrintable(words.join(QLatin1Char(' '))));
        }
    }

    static Options options(const QStringList& words, qsizetype from)
    {
        Options out;
        for (qsizetype i = from; i < words.size(); ++i) {
            out.insert(words[i].section(QLatin1Char('='), 0, 0), words[i].section(QLatin1Char('='), 1));
        }
        return out;
    }

    static std::optional<std::int64_t> number(const Options& options, const char* name)
    {
        const auto found = options.constFind(QString::fromLatin1(name));
        return found == options.cend() ? std::nullopt : std::optional<std::int64_t>(found->toLongLong());
    }

    void addAccount(const QStringList& words)
    {
        const Options extra = options(words, 4);
        AccountRow row;
        row.value.name = words[1];
        if (words[2] != QLatin1String("-")) {
            row.value.email = words[2];
            row.value.domain = registrableDomain(words[2]).value();
        }
        row.value.joined = parseInstant(words[3]).value();
        row.value.signupIp = extra.value(QStringLiteral("ip"));
        row.value.twoFactor = extra.value(QStringLiteral("2fa"));
        if (extra.contains(QStringLiteral("verified"))) {
            row.value.emailVerified = extra.value(QStringLiteral("verified")) == QLatin1String("yes");
        }
        if (extra.contains(QStringLiteral("state"))) {
            row.value.state = accountStateFromWord(extra.value(QStringLiteral("state"))).value();
        }
        row.flagged = extra.contains(QStringLiteral("flagged"));
        keep(row);
    }

    void addProject(const QStringList& words)
    {
        const Options extra = options(words, 4);
        ProjectRow row;
        row.value.name = words[1];
        row.value.owner = words[2];
        row.owner = accountNamed(words[2]);
        row.value.created = parseInstant(words[3]).value();
        row.value.releases = number(extra, "releases");
        row.value.files = number(extra, "files");
        row.value.totalBytes = number(extra, "bytes");
        row.value.pyModules = number(extra, "modules");
        row.value.consoleScripts = number(extra, "scripts");
        row.value.repoUrl = extra.value(QStringLiteral("repo"));
        if (extra.contains(QStringLiteral("state"))) {
            row.value.state = projectStateFromWord(extra.value(QStringLiteral("state"))).value();
        }
        row.flagged = extra.contains(QStringLiteral("flagged"));
        keep(row);
    }

    void addUpload(const QStringList& words)
    {
        const Options extra = options(words, 5);
        UploadRow row;
        row.project = projectNamed(words[1]);
        row.value.project = words[1];
        row.value.version = words[2];
        if (words[3] != QLatin1String("-")) {
            row.account = accountNamed(words[3]);
            row.value.account = words[3];
        }
        row.value.uploaded = parseInstant(words[4]).value();
        row.value.size = number(extra, "size");
        rows.uploads.push_back(row);
    }

    void addReport(const QStringList& words)
    {
        const Subject about = subject(words[1]);
        ReportRow row;
        if (about.kind == SubjectKind::Project) {
            row.project = projectNamed(about.name);
        } else {
            row.account = accountNamed(about.name);
        }
        row.value.observer = words[2];
        row.value.kind = words[3];
        row.value.created = parseInstant(words[4]).value();
        rows.reports.push_back(row);
    }

    static Subject subject(const QString& text) { return parseSubject(text).value(); }

    AccountId accountNamed(const QString& name)
    {
        const auto found = m_accounts.constFind(foldedUser(name));
        if (found != m_accounts.cend()) {
            return *found;
        }
        AccountRow row;
        row.value.name = name;
        row.stub = true;
        return keep(row);
    }

    ProjectId projectNamed(const QString& name) const { return m_projects.value(normalizedProject(name)); }

    AccountId keep(AccountRow row)
    {
        row.id = AccountId{std::ssize(rows.accounts) + 1};
        m_accounts.insert(foldedUser(row.value.name), row.id);
        rows.accounts.push_back(std::move(row));
        return rows.accounts.back().id;
    }

    void keep(ProjectRow row)
    {
        row.id = ProjectId{std::ssize(rows.projects) + 1};
        m_projects.insert(normalizedProject(row.value.name), row.id);
        rows.projects.push_back(std::move(row));
    }

    QMap<QString, AccountId> m_accounts;
    QMap<QString, ProjectId> m_projects;
};

[[nodiscard]] inline std::shared_ptr<const Index> tinyIndex(const char* text)
{
    return TinyIndex(QString::fromUtf8(text)).build();
}

/// The keys of rows, in the order of the rows, with a space between.
[[nodiscard]] inline QString keysOf(const Index& index, Table of, const std::vector<Row>& rows)
{
    QStringList keys;
    for (const Row row : rows) {
        keys << index.subject(of, row).key;
    }
    return keys.join(QLatin1Char(' '));
}

} // namespace cordon::test
