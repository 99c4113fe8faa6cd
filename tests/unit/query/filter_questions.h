// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/names.h"
#include "core/query/filter.h"
#include "tests/unit/index/tiny_index.h"

#include <QRegularExpression>

namespace cordon::test {

// What a row answers, found by looking at that one row through its record: the way that no
// evaluation over columns takes.
using Answer = std::optional<bool>;
using Look = std::function<Answer(const Index&, Table, Row)>;
using LookAtAccount = std::function<Answer(const Index&, Row, const Account&)>;
using LookAtProject = std::function<Answer(const Index&, Row, const Project&)>;
using LookAtSubject = std::function<Answer(const Index&, Table, Row)>;

struct Question {
    QString text;
    Look look;
};

struct Place {
    Table table;
    Row row;
};

/// The account or project that a row is asked about.
inline Place subjectOf(const Index& index, Table of, Row row)
{
    if (of == Table::Uploads) {
        return {Table::Projects, index.projectOfUpload(row)};
    }
    if (of == Table::Reports) {
        const auto project = index.projectOfReport(row);
        return project ? Place{Table::Projects, *project} : Place{Table::Accounts, index.accountOfReport(row).value()};
    }
    return {of, row};
}

/// Of the person behind a row: uploader, owner, the account itself. `stubs`: also of one nobody described.
inline Question ofPerson(const char* text, const LookAtAccount& look, bool stubs = false)
{
    return {QString::fromUtf8(text), [=](const Index& index, Table of, Row row) -> Answer {
                const Place subject = subjectOf(index, of, row);
                const Row account = of == Table::Uploads               ? index.accountOfUpload(row)
                                    : subject.table == Table::Projects ? index.ownerOf(subject.row)
                                                                       : subject.row;
                const bool unknown = !stubs && index.stubs(Table::Accounts).test(account);
                return unknown ? std::nullopt : look(index, account, index.account(account));
            }};
}

inline Question ofAccount(const char* text, const LookAtAccount& look)
{
    return {QString::fromUtf8(text), [=](const Index& index, Table of, Row row) -> Answer {
                const Place subject = subjectOf(index, of, row);
                return subject.table == Table::Accounts ? look(index, subject.row, index.account(subject.row))
                                                        : std::nullopt;
            }};
}

inline Question ofProject(const char* text, const LookAtProject& look)
{
    return {QString::fromUtf8(text), [=](const Index& index, Table of, Row row) -> Answer {
                const Place subject = subjectOf(index, of, row);
                return subject.table == Table::Projects ? look(index, subject.row, index.project(subject.row))
                                                        : std::nullopt;
            }};
}

/// Of a project that somebody described.
inline Question ofDescribed(const char* text, const std::function<bool(const Project&)>& look)
{
    return ofProject(text, [=](const Index& index, Row row, const Project& project) -> Answer {
        return index.stubs(Table::Projects).test(row) ? std::nullopt : Answer(look(project));
    });
}

inline Question ofSubject(const char* text, const LookAtSubject& look)
{
    return {QString::fromUtf8(text), [=](const Index& index, Table of, Row row) {
                const Place subject = subjectOf(index, of, row);
                return look(index, subject.table, subject.row);
            }};
}

inline Question ofEach(const char* text, const Look& look)
{
    return {QString::fromUtf8(text), look};
}

inline Answer known(const QString& text, const std::function<bool(const QString&)>& test)
{
    return text.isEmpty() ? std::nullopt : Answer(test(text));
}

inline Answer number(const std::optional<std::int64_t>& value, const std::function<bool(std::int64_t)>& test)
{
    return value ? Answer(test(*value)) : std::nullopt;
}

inline bool matches(const char* pattern, const QString& text)
{
    return QRegularExpression(QString::fromUtf8(pattern), QRegularExpression::CaseInsensitiveOption)
        .match(text)
        .hasMatch();
}

inline std::span<const Row> reportsOn(const Index& index, Table of, Row row)
{
    return of == Table::Accounts ? index.reportsOnAccount(row) : index.reportsOnProject(row);
}

/// What is not reported of a subject that nobody described is unknown.
inline Answer anyReport(const Index& index, Table of, Row row, const std::function<bool(const Report&)>& test)
{
    const auto reports = reportsOn(index, of, row);
    const bool any =
        std::any_of(reports.begin(), reports.end(), [&](Row report) { return test(index.report(report)); });
    return !any && index.stubs(of).test(row) ? std::nullopt : Answer(any);
}

inline QString nameOf(const Index& index, Table of, Row row)
{
    return of == Table::Accounts ? index.account(row).name : index.project(row).name;
}

inline QString keyOf(const Index& index, Table of, Row row)
{
    return of == Table::Accounts ? index.accountKey(row) : index.projectKey(row);
}

inline bool within(Instant at, QStringView from, QStringView to)
{
    return at >= parseInstant(from).value() && at < parseInstant(to).value();
}

inline int hourOfWeek(Instant at)
{
    const auto hours = std::chrono::duration_cast<std::chrono::hours>(at - startOfWeek(at));
    return static_cast<int>(hours.count());
}

inline bool hasRole(const Index& index, Table of, Row row, const std::function<bool(const QString&)>& test)
{
    for (Row project = 0; project < index.size(Table::Projects); ++project) {
        for (const RoleLink& link : index.rolesOn(project)) {
            if ((of == Table::Projects ? project : link.account) == row && test(index.roleWord(link))) {
                return true;
            }
        }
    }
    return false;
}

inline std::vector<Question> personTerms()
{
    return {
        ofPerson("domain:inbox.ru", [](auto&, Row, const Account& a) -> Answer { return a.domain == u"inbox.ru"; }),
        ofPerson(
            "domain:~a,gmail.com",
            [](auto&, Row, const Account& a) -> Answer { return a.domain.contains(u'a') || a.domain == u"gmail.com"; }),
        ofPerson("domain:/^(ex|in)/",
                 [](auto&, Row, const Account& a) -> Answer {
                     return !a.domain.isEmpty() && matches("^(ex|in)", a.domain);
                 }),
        ofPerson("joined:2025-06-09..2025-06-12",
                 [](auto&, Row, const Account& a) -> Answer { return within(a.joined, u"2025-06-09", u"2025-06-12"); }),
        ofPerson("joined:2025-06-07,>2025-06-14",
                 [](auto&, Row, const Account& a) -> Answer {
                     return within(a.joined, u"2025-06-07", u"2025-06-08") ||
                            within(a.joined, u"2025-06-15", u"2099-01-01");
                 }),
        ofPerson("email:~R1",
                 [](auto&, Row, const Account& a) {
                     return known(a.email, [](const QString& t) { return t.contains(u"r1", Qt::CaseInsensitive); });
                 }),
        ofPerson("email:user2*",
                 [](auto&, Row, const Account& a) {
                     return known(a.email,
                                  [](const QString& t) { return t.startsWith(u"user2", Qt::CaseInsensitive); });
                 }),
        ofPerson("ip:198.51.100.7,2001:db8*",
                 [](auto&, Row, const Account& a) {
                     return known(a.signupIp, [](const QString& t) {
                         return t == u"198.51.100.7" || t.startsWith(u"2001:db8", Qt::CaseInsensitive);
                     });
                 }),
        ofPerson(
            "verified:no",
            [](auto&, Row, const Account& a) { return a.emailVerified ? Answer(!*a.emailVerified) : std::nullopt; }),
        ofPerson("2fa:yes",
                 [](auto&, Row, const Account& a) {
                     return known(a.twoFactor, [](const QString& t) { return t != u"none" && t != u"off"; });
                 }),
        ofPerson("2fa:no,totp",
                 [](auto&, Row, const Account& a) {
                     return known(a.twoFactor, [](const QString& t) { return t != u"webauthn"; });
                 }),
        ofAccount("projects:1..2",
                  [](const Index& index, Row row, const Account&) -> Answer {
                      const auto owned = index.projectsOwnedBy(row);
                      const auto count = std::count_if(owned.begin(), owned.end(), [&](Row project) {
                          return !index.stubs(Table::Projects).test(project);
                      });
                      return count == 1 || count == 2;
                  }),
    };
}

inline std::vector<Question> projectTerms()
{
    return {
        ofProject("empty:yes", [](auto&, Row, const Project& p) { return p.empty(); }),
        ofProject("empty", [](auto&, Row, const Project& p) { return p.empty(); }),
        ofProject(
            "releases:>2,0",
            [](auto&, Row, const Project& p) { return number(p.releases, [](auto n) { return n > 2 || n == 0; }); }),
        ofProject("files:..3",
                  [](auto&, Row, const Project& p) { return number(p.files, [](auto n) { return n <= 3; }); }),
        ofProject("modules:<2",
                  [](auto&, Row, const Project& p) { return number(p.pyModules, [](auto n) { return n < 2; }); }),
        ofProject("scripts:1..2",
                  [](auto&, Row, const Project& p) {
                      return number(p.consoleScripts, [](auto n) { return n >= 1 && n <= 2; });
                  }),
        ofDescribed("repo:yes", [](const Project& p) { return !p.repoUrl.isEmpty(); }),
        ofDescribed("repo:~EXAMPLE.org",
                    [](const Project& p) { return p.repoUrl.contains(u"example.org", Qt::CaseInsensitive); }),
        ofDescribed("repo:/^$|net$/", [](const Project& p) { return matches("^$|net$", p.repoUrl); }),
        ofProject("owner:user7,~11",
                  [](auto&, Row, const Project& p) {
                      return known(p.owner,
                                   [](const QString& t) { return foldedUser(t) == u"user7" || t.contains(u"11"); });
                  }),
        ofEach("bytes:>2500000000,1",
               [](const Index& index, Table of, Row row) -> Answer {
                   const Place subject = subjectOf(index, of, row);
                   if (subject.table == Table::Accounts) {
                       return std::nullopt;
                   }
                   const auto bytes =
                       of == Table::Uploads ? index.upload(row).size : index.project(subject.row).totalBytes;
                   return number(bytes, [](auto n) { return n > 2'500'000'000 || n == 1; });
               }),
        ofEach("created:2025-06-10..2025-06-13",
               [](const Index& index, Table of, Row row) -> Answer {
                   if (of == Table::Reports) {
                       return within(index.report(row).created, u"2025-06-10", u"2025-06-13");
                   }
                   const Place subject = subjectOf(index, of, row);
                   if (subject.table == Table::Accounts || index.stubs(Table::Projects).test(subject.row)) {
                       return std::nullopt;
                   }
                   return within(index.project(subject.row).created, u"2025-06-10", u"2025-06-13");
               }),
        ofEach("uploaded:2025-06-10..2025-06-13",
               [](const Index& index, Table of, Row row) -> Answer {
                   if (of == Table::Uploads) {
                       return within(index.upload(row).uploaded, u"2025-06-10", u"2025-06-13");
                   }
                   const Place subject = subjectOf(index, of, row);
                   if (subject.table == Table::Accounts || index.uploadsOf(subject.row).empty()) {
                       return std::nullopt;
                   }
                   const auto uploads = index.uploadsOf(subject.row);
                   return std::any_of(uploads.begin(), uploads.end(), [&](Row upload) {
                       return within(index.upload(upload).uploaded, u"2025-06-10", u"2025-06-13");
                   });
               }),
    };
}

inline std::vector<Question> subjectTerms()
{
    return {
        ofSubject("open",
                  [](const Index& index, Table of, Row row) -> Answer {
                      return index.flagged(of).test(row) && !index.decided(of).test(row);
                  }),
        ofSubject("flagged:no",
                  [](const Index& index, Table of, Row row) -> Answer { return !index.flagged(of).test(row); }),
        ofSubject("decided",
                  [](const Index& index, Table of, Row row) -> Answer { return index.decided(of).test(row); }),
        ofSubject("protected:no",
                  [](const Index& index, Table of, Row row) -> Answer { return !index.isProtected(of).test(row); }),
        ofSubject("verb:ban",
                  [](const Index& index, Table of, Row row) -> Answer {
                      const auto head = index.decisionOn(of, row);
                      return head && head->verb == Verb::Ban;
                  }),
        ofSubject("kind:account", [](const Index&, Table of, Row) -> Answer { return of == Table::Accounts; }),
        ofSubject("state:active",
                  [](const Index& index, Table of, Row row) -> Answer {
                      if (index.stubs(of).test(row)) {
                          return std::nullopt;
                      }
                      return of == Table::Accounts ? index.account(row).state == AccountState::Active
                                                   : countsAsActive(index.project(row).state);
                  }),
        ofSubject("state:frozen,archived",
                  [](const Index& index, Table of, Row row) -> Answer {
                      if (index.stubs(of).test(row)) {
                          return std::nullopt;
                      }
                      return of == Table::Accounts ? index.account(row).state == AccountState::Frozen
                                                   : index.project(row).state == ProjectState::Archived;
                  }),
        ofSubject("reports:1..",
                  [](const Index& index, Table of, Row row) -> Answer { return !reportsOn(index, of, row).empty(); }),
        ofSubject("role:maintainer",
                  [](const Index& index, Table of, Row row) -> Answer {
                      return hasRole(index, of, row,
                                     [](const QString& word) { return word.toLower() == u"maintainer"; });
                  }),
        ofSubject("name:user1*,~_1",
                  [](const Index& index, Table of, Row row) -> Answer {
                      const QString name = nameOf(index, of, row);
                      const QString key = keyOf(index, of, row);
                      const bool spelled = of == Table::Projects && key.contains(u"-1", Qt::CaseInsensitive);
                      return name.startsWith(u"user1", Qt::CaseInsensitive) || name.contains(u"_1") || spelled;
                  }),
        ofSubject("name:project-2*,PROJECT.7,user9",
                  [](const Index& index, Table of, Row row) -> Answer {
                      const QString key = keyOf(index, of, row);
                      return of == Table::Projects ? key.startsWith(u"project-2") || key == u"project-7"
                                                   : key == u"user9";
                  }),
        ofSubject("name:/^(user|project)[-_]?[0-9]$/",
                  [](const Index& index, Table of, Row row) -> Answer {
                      const char* const pattern = "^(user|project)[-_]?[0-9]$";
                      return matches(pattern, nameOf(index, of, row)) ||
                             (of == Table::Projects && matches(pattern, keyOf(index, of, row)));
                  }),
        ofSubject("\xC3\xA9",
                  [](const Index& index, Table of, Row row) -> Answer {
                      const QString e = QString::fromUtf8("\xC3\xA9");
                      return nameOf(index, of, row).contains(e, Qt::CaseInsensitive) ||
                             (of == Table::Accounts && index.account(row).email.contains(e, Qt::CaseInsensitive));
                  }),
        ofSubject("1,gma*",
                  [](const Index& index, Table of, Row row) -> Answer {
                      const QString name = nameOf(index, of, row);
                      const QString email = of == Table::Accounts ? index.account(row).email : QString();
                      return name.contains(u'1') || email.contains(u'1') || name.startsWith(u"gma") ||
                             email.startsWith(u"gma");
                  }),
        ofEach("reporter:observer1",
               [](const Index& index, Table of, Row row) -> Answer {
                   if (of == Table::Reports) {
                       return index.report(row).observer == u"observer1";
                   }
                   const Place subject = subjectOf(index, of, row);
                   return anyReport(index, subject.table, subject.row,
                                    [](const Report& r) { return r.observer == u"observer1"; });
               }),
        ofEach("reported-kind:is_*",
               [](const Index& index, Table of, Row row) -> Answer {
                   if (of == Table::Reports) {
                       return index.report(row).kind.startsWith(u"is_");
                   }
                   const Place subject = subjectOf(index, of, row);
                   return anyReport(index, subject.table, subject.row,
                                    [](const Report& r) { return r.kind.startsWith(u"is_"); });
               }),
        ofEach("hour:fri-08,sun,00",
               [](const Index& index, Table of, Row row) -> Answer {
                   if (index.stubs(of).test(row)) {
                       return std::nullopt;
                   }
                   const int hour = hourOfWeek(index.timeOf(of, row));
                   return hour == 4 * 24 + 8 || hour >= 6 * 24 || hour % 24 == 0;
               }),
    };
}

inline std::vector<Question> terms()
{
    std::vector<Question> all = personTerms();
    for (const std::vector<Question>& more : {projectTerms(), subjectTerms()}) {
        all.insert(all.end(), more.begin(), more.end());
    }
    return all;
}

} // namespace cordon::test
