// SPDX-License-Identifier: Apache-2.0
#include "core/registry/warehouse/login.h"

#include "core/domain/names.h"
#include "core/domain/visible_text.h"
#include "core/registry/warehouse/totp.h"

#include <thread>

using namespace Qt::StringLiterals;

namespace cordon::warehouse {
namespace {

/// Where one step of the log-in led.
struct Step {
    HttpAnswer answer;
    QUrl place;     ///< of a 303
    LoginPage page; ///< of a 200
};

tl::unexpected<Error> needsPerson(const QString& what, const QString& next)
{
    return failure(ErrorKind::NeedsPerson, what, u"Nothing was changed at the registry."_s, next);
}

QString joined(const std::vector<QString>& errors)
{
    QStringList shown;
    for (const QString& error : errors)
        shown.append(forCell(error));
    return shown.join(u' ');
}

QString waitingTime(const HttpAnswer& answer)
{
    bool ok = false;
    const int seconds = answer.header("Retry-After").toInt(&ok);
    return ok && seconds > 0 ? u"Wait %1 minutes, then try again."_s.arg((seconds + 59) / 60)
                             : u"Wait some minutes, then try again."_s;
}

/// One exchange and what both steps have in common.
Result<Step> judged(Session& session, const QUrl& from, HttpAnswer answer, const std::stop_token& stop)
{
    if (answer.state != ExchangeState::Complete)
        return tl::unexpected(noAnswer(session.origin(), answer, stop));
    Step step{std::move(answer), {}, {}};
    switch (step.answer.status) {
    case 200: {
        const HtmlPage page(step.answer.body);
        session.remember(page);
        step.page = readLoginPage(page);
        return step;
    }
    case 302:
    case 303:
        step.place = placeOf(session.origin(), from, step.answer.header("Location"));
        if (step.place.isEmpty())
            return failure(ErrorKind::Registry,
                           u"The log-in of %1 leads to another place."_s.arg(forCell(session.origin())),
                           u"It was not followed."_s);
        return step;
    case 429:
        return needsPerson(u"The registry has locked this account out after too many failed log-ins."_s,
                           waitingTime(step.answer));
    default:
        return tl::unexpected(oddAnswer(session.origin(), step.answer.status));
    }
}

Result<Step> passwordStep(Session& session, const Credentials& credentials, const std::stop_token& stop)
{
    const auto address = addressOf(session.origin(), {u"account"_s, u"login"_s});
    if (!address)
        return tl::unexpected(address.error());
    auto form = judged(session, *address, session.getOnce(*address, stop), stop);
    if (!form)
        return form;
    if (!form->page.passwordForm || session.token().isEmpty())
        return failure(ErrorKind::Registry,
                       u"%1 shows no log-in form where Warehouse has one."_s.arg(forCell(session.origin())), {},
                       u"Check that the address is that of a Warehouse registry."_s);
    auto step = judged(
        session, *address,
        session.post(*address, {{u"username"_s, credentials.username}, {u"password"_s, credentials.password}}, stop),
        stop);
    if (step && step->answer.status == 200)
        return needsPerson(u"The registry refused the log-in of %1: %2"_s.arg(
                               forCell(credentials.username),
                               step->page.errors.empty() ? u"it gave no reason."_s : joined(step->page.errors)),
                           u"Check user name and password."_s);
    return step;
}

Result<Step> codeStep(Session& session, const QUrl& address, const QString& code, const std::stop_token& stop)
{
    return judged(session, address, session.post(address, {{u"totp_value"_s, code}, {u"method"_s, u"totp"_s}}, stop),
                  stop);
}

/// The second factor. A code that was used a moment ago is refused; the next one is accepted early,
/// so that one is tried before the secret is called wrong.
Result<Step> secondStep(Session& session, const QUrl& address, const Credentials& credentials,
                        const std::stop_token& stop)
{
    auto form = judged(session, address, session.getOnce(address, stop), stop);
    if (!form || !form->place.isEmpty())
        return form;
    if (!form->page.totpForm)
        return needsPerson(u"The registry asks for a second factor, and the account has no codes set up."_s,
                           u"Set up an authenticator program for it, or paste a session cookie."_s);
    const auto secret = decodedSecret(credentials.totpSecret);
    if (!secret)
        return needsPerson(u"The registry asks for a code, and there is no usable TOTP secret."_s,
                           u"Give the account's TOTP secret in base32."_s);
    const std::int64_t now = totpStep(session.now());
    auto step = codeStep(session, address, totpCode(*secret, now), stop);
    if (step && step->answer.status == 200)
        step = codeStep(session, address, totpCode(*secret, now + 1), stop);
    if (step && step->answer.status == 200)
        return needsPerson(u"The registry did not accept the code of %1: %2"_s.arg(forCell(credentials.username),
                                                                                   joined(step->page.errors)),
                           u"Check the TOTP secret and this machine's clock."_s);
    return step;
}

Result<Step> bothSteps(Session& session, const Credentials& credentials, const std::stop_token& stop)
{
    session.startFrom({});
    auto step = passwordStep(session, credentials, stop);
    if (step && step->place.path() == "/account/two-factor/"_L1)
        return secondStep(session, step->place, credentials, stop);
    return step;
}

} // namespace

Done signIn(Session& session, const Credentials& credentials, const std::stop_token& stop)
{
    if (credentials.username.isEmpty() || credentials.password.isEmpty())
        return needsPerson(u"There is no open session at the registry, and no user name and password to open one."_s,
                           u"Log in with user name, password and TOTP secret."_s);
    auto step = bothSteps(session, credentials, stop);
    // Two log-ins of one account within a second: the later one is thrown back to the first page
    // (warehouse-contract.md 1.3). Once, and a second later, it may be a chance meeting.
    if (step && step->place.path() == "/account/login/"_L1) {
        std::this_thread::sleep_for(std::chrono::milliseconds(1100));
        step = bothSteps(session, credentials, stop);
    }
    if (!step)
        return tl::unexpected(step.error());
    session.forgetToken(); // a log-in makes a new one
    if (step->place.path() == "/account/confirm-login/"_L1)
        return needsPerson(
            u"The registry does not know this machine and has mailed a link to confirm the log-in of %1."_s.arg(
                forCell(credentials.username)),
            u"Open the link in that mail on this machine, then log in again."_s);
    if (step->place.path() == "/account/login/"_L1)
        return needsPerson(u"The registry broke the log-in off."_s, u"Try again in a minute."_s);
    return {};
}

namespace {

Result<Page> adminPage(Session& session, const std::vector<QString>& segments, const std::stop_token& stop)
{
    const auto address = addressOf(session.origin(), segments);
    return address ? session.get(*address, stop) : tl::unexpected(address.error());
}

/// Pages show the display name where there is one, so only the account's own page tells whether the
/// one they show is `username`.
Done checkName(Session& session, const QString& shown, const QString& username, const std::stop_token& stop)
{
    if (shown.isEmpty() || shown.compare(username, Qt::CaseInsensitive) == 0)
        return {};
    const auto page = adminPage(session, {u"admin"_s, u"users"_s, username}, stop);
    if (!page)
        return tl::unexpected(page.error());
    const auto user = readUserPage(page->html);
    if (user && user->displayName == shown)
        return {};
    return needsPerson(u"The session belongs to %1, not to %2."_s.arg(forCell(shown), forCell(username)),
                       u"Log in as %1 again."_s.arg(forCell(username)));
}

/// For a cookie that came without a name: what the pages show, if an account of that name exists.
Result<QString> nameBehind(Session& session, const QString& shown, const std::stop_token& stop)
{
    if (isUserName(shown)) {
        const auto page = adminPage(session, {u"admin"_s, u"users"_s, shown}, stop);
        if (!page)
            return tl::unexpected(page.error());
        const auto user = readUserPage(page->html);
        if (user && foldedUser(user->username) == foldedUser(shown))
            return user->username;
    }
    return needsPerson(u"The registry does not say whose session this is."_s, u"Give the user name with the cookie."_s);
}

} // namespace

Result<Identity> readIdentity(Session& session, const QString& username, const std::stop_token& stop)
{
    // Only superusers may see this page: the one way to learn it (warehouse-contract.md 1.6).
    auto page = adminPage(session, {u"admin"_s, u"ip-addresses"_s}, stop);
    if (!page)
        return tl::unexpected(page.error());
    const bool superuser = page->status == 200 && isAdminPage(page->html);
    if (!superuser)
        page = adminPage(session, {u"admin"_s}, stop);
    if (!page)
        return tl::unexpected(page.error());
    if (page->status == 403)
        return needsPerson(u"This account may not use the registry's administration."_s, u"Log in as a moderator."_s);
    if (page->status != 200 || !isAdminPage(page->html))
        return failure(ErrorKind::Registry,
                       u"%1 shows something else than its administration."_s.arg(forCell(session.origin())), {},
                       u"Check that the registry is up, and not closed for maintenance."_s);
    const QString shown = signedInAs(page->html);
    if (username.isEmpty()) {
        const auto name = nameBehind(session, shown, stop);
        return name ? Result<Identity>(Identity{*name, superuser}) : tl::unexpected(name.error());
    }
    if (const auto same = checkName(session, shown, username, stop); !same)
        return tl::unexpected(same.error());
    return Identity{username, superuser};
}

} // namespace cordon::warehouse
