// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/instant.h"
#include "core/registry/warehouse/html_page.h"
#include "core/registry/warehouse/routes.h"

#include <optional>
#include <vector>

namespace cordon::warehouse {

// What Warehouse's pages say, as values. Each reader knows its page by what must stand on it and
// gives nothing for any other page: a log-in or maintenance page with status 200 proves nothing
// (security.md T50). All texts are as received: hostile.

/// On every page.
[[nodiscard]] QString csrfToken(const HtmlPage& page);
/// The navigation bar of a signed-in administrator.
[[nodiscard]] bool isAdminPage(const HtmlPage& page);
/// What the side bar calls the one who is signed in: display name, else user name; may be empty.
[[nodiscard]] QString signedInAs(const HtmlPage& page);

/// The messages of the session's queues that this page rendered, and so used up.
struct Flash {
    enum class Kind { Success, Info, Danger };
    Kind kind = Kind::Info;
    QString text;
};
[[nodiscard]] std::vector<Flash> readFlashes(const HtmlPage& page);

struct LoginPage {
    bool passwordForm = false; ///< the first step's form is there
    bool totpForm = false;     ///< the second step's, with a code
    std::vector<QString> errors;
};
[[nodiscard]] LoginPage readLoginPage(const HtmlPage& page);

struct UserPage {
    QString username, displayName, uuid;
    bool frozen = false;
    std::optional<Instant> joined; ///< midnight UTC of the day; the page tells no more
    Fields form;                   ///< the flags form as a browser would send it back
};
[[nodiscard]] std::optional<UserPage> readUserPage(const HtmlPage& page);

struct JournalRow {
    QString name, action, by;
    Instant at{};
};

struct ProjectPage {
    QString name;
    QString state;                    ///< active, quarantine-enter, archived; quarantine-exit looks active
    std::vector<QString> roleHolders; ///< as written
    std::vector<JournalRow> journal;  ///< newest first, at most kJournalRows
};
constexpr std::size_t kJournalRows = 30;
[[nodiscard]] std::optional<ProjectPage> readProjectPage(const HtmlPage& page);

struct DomainRow {
    QString domain, by;
    std::optional<Instant> at;
};
[[nodiscard]] std::optional<std::vector<DomainRow>> readDomainsPage(const HtmlPage& page);

/// The journals as JSON. Nothing where it is not that document; rows that cannot be read are left out.
[[nodiscard]] std::optional<std::vector<JournalRow>> readJournals(const QByteArray& json);

} // namespace cordon::warehouse
