// SPDX-License-Identifier: Apache-2.0
// The users list, the user page with its form, the freeze route (warehouse-contract.md 2.3, 3.1).
#include "app/simulator/html.h"
#include "app/simulator/router.h"
#include "app/simulator/site.h"
#include "app/simulator/user_page.h"

#include <QUuid>

#include <algorithm>

namespace cordon::simulator {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestName = 100;

/// One word of the search; words are OR-ed.
struct UserTerm {
    enum Kind { Username, Email, Id } kind;
    QString value;
};

/// Nothing where Warehouse fails with a 500: an unbalanced quote, an id that is no uuid.
std::optional<std::vector<UserTerm>> termsOf(const QString& q)
{
    const auto words = shellWords(q);
    if (!words) {
        return std::nullopt;
    }
    std::vector<UserTerm> terms;
    for (const QString& word : *words) {
        const qsizetype colon = word.indexOf(u':');
        const QString field = word.left(colon);
        const QString value = word.mid(colon + 1);
        if (colon < 0) {
            terms.push_back({UserTerm::Username, word});
        } else if (field == "email"_L1) {
            terms.push_back({UserTerm::Email, value});
        } else if (field == "id"_L1) {
            if (QUuid::fromString(value).isNull()) {
                return std::nullopt;
            }
            terms.push_back({UserTerm::Id, value});
        }
    }
    return terms;
}

bool fits(const AccountRow& account, const UserTerm& term)
{
    switch (term.kind) {
    case UserTerm::Username:
        return ilike(account.username, term.value);
    case UserTerm::Email:
        return std::any_of(account.emails.begin(), account.emails.end(),
                           [&term](const EmailRow& email) { return ilike(email.address, term.value); });
    case UserTerm::Id:
        return account.uuid.compare(term.value, Qt::CaseInsensitive) == 0;
    }
    return false;
}

QString rolesOf(const Flags& flags)
{
    QStringList roles;
    for (const auto& [on, name] : {std::pair(flags.isSuperuser, "Superuser"), std::pair(flags.isSupport, "Support"),
                                   std::pair(flags.isModerator, "Moderator"), std::pair(flags.isPsfStaff, "PSF Staff"),
                                   std::pair(flags.isObserver, "Observer")}) {
        if (on) {
            roles += QString::fromLatin1(name);
        }
    }
    return roles.join(u", "_s);
}

QString userRow(const AccountRow& account)
{
    const auto mark = [](bool on) -> QString {
        return on ? u"<i class=\"fa fa-check text-green\"></i>"_s : u"<i class=\"fa fa-times text-red\"></i>"_s;
    };
    const auto primary =
        std::find_if(account.emails.begin(), account.emails.end(), [](const EmailRow& email) { return email.primary; });
    const bool twoFactor = !account.twoFactor.isEmpty() && account.twoFactor != "none"_L1;
    return "<tr><td></td><td><a href=\""_L1 % userPath(account.username) % "\">"_L1 % escaped(account.username) %
           "</a></td><td>"_L1 % escaped(account.displayName) % "</td><td>"_L1 %
           (primary == account.emails.end() ? u"None"_s : escaped(primary->address)) % "</td><td>"_L1 %
           rolesOf(account.flags) % "</td><td>"_L1 % mark(account.flags.isActive) % "</td><td>"_L1 % mark(twoFactor) %
           "</td><td>"_L1 % mark(account.flags.isFrozen) % "</td></tr>\n"_L1;
}

Answer usersList(Site& site, Exchange& exchange)
{
    const QString q = exchange.query.text(u"q"_s);
    const auto terms = termsOf(q);
    if (!terms) {
        return serverError();
    }
    std::vector<const AccountRow*> found;
    for (const auto& entry : site.registry.accounts()) {
        const AccountRow& account = entry.second;
        if (terms->empty() || std::any_of(terms->begin(), terms->end(),
                                          [&account](const UserTerm& term) { return fits(account, term); })) {
            found.push_back(&account);
        }
    }
    const auto page = pageOf(exchange.query, found.size());
    if (!page) {
        return errorPage(400, u"Bad Request"_s, u"'page' must be an integer."_s);
    }
    QString rows;
    for (std::size_t i = page->first; i < page->last; ++i) {
        rows += userRow(*found[i]);
    }
    return adminPage(
        exchange, u"Users"_s,
        "<form method=\"get\" action=\"/admin/users/\"><input name=\"q\" value=\""_L1 % escaped(q) % "\"></form>\n"_L1 %
            tableHead({}, {"Image", "Username", "Name", "Email", "PyPI Roles", "Active", "2FA", "Frozen"}) % rows %
            kTableEnd % pagination(exchange, *page, found.size()));
}

/// Whether the path spells the name as it is stored; Warehouse moves everybody else there.
bool wrongCase(const Exchange& exchange)
{
    return exchange.parameters.front() != exchange.account->username;
}

Answer userGet(Site& site, Exchange& exchange)
{
    if (wrongCase(exchange)) {
        return exchange.movedPermanently(userPath(exchange.account->username).toLatin1());
    }
    return userPage(site, exchange, *exchange.account, {});
}

Answer userPost(Site& site, Exchange& exchange)
{
    AccountRow& account = *exchange.account;
    if (wrongCase(exchange)) {
        return exchange.movedPermanently(userPath(account.username).toLatin1());
    }
    const auto name = exchange.form.value(u"name"_s);
    if (name && name->size() > kLongestName) {
        return userPage(site, exchange, account, u"Field cannot be longer than 100 characters."_s);
    }
    Flags flags; // a checkbox that is not in the body is off: a partial form clears the rest
    for (const FlagSpec& flag : kFlags) {
        const QString value = exchange.form.text(QString::fromLatin1(flag.field));
        flags.*flag.member = !value.isEmpty() && value != "false"_L1;
    }
    if (!site.tell(exchange, site.registry.editFlags(account, flags))) {
        return serverError();
    }
    if (name) {
        account.displayName = *name;
    }
    exchange.flash(u"success"_s, "User "_L1 % pythonRepr(account.username) % " updated"_L1);
    return exchange.seeOther(userPath(account.username).toLatin1());
}

Answer freezePost(Site& site, Exchange& exchange)
{
    AccountRow& account = *exchange.account;
    const QByteArray page = userPath(account.username).toLatin1();
    if (wrongCase(exchange)) {
        return exchange.movedPermanently(page + "freeze/");
    }
    if (exchange.form.text(u"username"_s) != account.username) {
        exchange.flash(u"error"_s, u"Wrong confirmation input"_s);
        return exchange.seeOther(page);
    }
    const auto effects = site.registry.freeze(account, exchange.actor->username, exchange.now);
    if (!effects || !site.tell(exchange, *effects)) {
        return serverError();
    }
    exchange.flash(u"success"_s, "Froze user "_L1 % pythonRepr(account.username));
    return exchange.seeOther("/admin/users/");
}

} // namespace

std::span<const Route> userRoutes()
{
    static constexpr Route kRoutes[] = {
        {"/admin/users/", "GET", Permission::Read, usersList, OtherMethods::NotAllowed},
        {"/admin/users/{user}/", "GET", Permission::Read, userGet},
        {"/admin/users/{user}/", "POST", Permission::SuperuserOnly, userPost},
        {"/admin/users/{user}/freeze/", "POST", Permission::SuperuserOnly, freezePost, OtherMethods::NotAllowed},
    };
    return kRoutes;
}

} // namespace cordon::simulator
