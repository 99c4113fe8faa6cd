// SPDX-License-Identifier: Apache-2.0
// Log-in, second factor, confirmation of a new device, log-out (warehouse-contract.md 1.2, 1.3).
#include "app/simulator/html.h"
#include "app/simulator/router.h"
#include "app/simulator/site.h"
#include "core/domain/digest.h"
#include "core/domain/names.h"

#include <QUrl>

namespace cordon::simulator {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView kTwoFactor("two-factor");
constexpr QByteArrayView kConfirm("confirm-login");
constexpr std::chrono::seconds kTwoFactorLife{300};
constexpr std::chrono::hours kConfirmLife{6};
constexpr std::size_t kLongestPassword = 4096;

/// Every page with a form needs a session for its token.
void needSession(Site& site, Exchange& exchange)
{
    if (!exchange.session) {
        exchange.session = &site.sessions.open({}, exchange.now);
    }
    exchange.writeSession = true;
}

QString errorList(const QString& id, const QString& message)
{
    return message.isEmpty()
               ? QString()
               : QString("<div id=\""_L1 % id % "\"><ul class=\"form-errors\" aria-live=\"assertive\"><li>"_L1 %
                         escaped(message) % "</li></ul></div>\n"_L1);
}

struct LoginErrors {
    QString username, password;
};

Answer loginPage(Site& site, Exchange& exchange, const QString& next, const LoginErrors& errors)
{
    needSession(site, exchange);
    const QString query = next.isEmpty() ? QString() : QString("?next="_L1 % QString::fromLatin1(segment(next)));
    return publicPage(
        exchange, u"Log in"_s,
        "<form method=\"post\" action=\"/account/login/"_L1 % escaped(query) % "\" id=\"login-form\">\n"_L1 %
            csrfField(*exchange.session) % "<input name=\"next\" type=\"hidden\" value=\""_L1 % escaped(next) %
            "\">\n<label for=\"username\">Username</label><input id=\"username\" name=\"username\" "
            "type=\"text\" required>\n"_L1 %
            errorList(u"username-errors"_s, errors.username) %
            "<label for=\"password\">Password</label><input id=\"password\" name=\"password\" "
            "type=\"password\" required>\n"_L1 %
            errorList(u"password-errors"_s, errors.password) % "<input type=\"submit\" value=\"Log in\"></form>\n"_L1);
}

QString wantedNext(const Exchange& exchange)
{
    return exchange.form.value(u"next"_s).value_or(exchange.query.text(u"next"_s));
}

Answer loginGet(Site& site, Exchange& exchange)
{
    if (exchange.actor) {
        return exchange.seeOther("/manage/projects/");
    }
    return loginPage(site, exchange, wantedNext(exchange), {});
}

QString usernameError(Site& site, const QString& username)
{
    if (username.isEmpty()) {
        return u"This field is required."_s;
    }
    if (username.contains(u'@')) {
        return u"Usernames are not the same as email addresses. Enter your username."_s;
    }
    return site.registry.account(username) ? QString() : u"No user found with that username"_s;
}

Answer loginPost(Site& site, Exchange& exchange)
{
    if (exchange.actor) {
        return exchange.seeOther("/manage/projects/");
    }
    const QString username = exchange.form.text(u"username"_s);
    const QString password = exchange.form.text(u"password"_s);
    const QString next = wantedNext(exchange);
    const LoginErrors errors{usernameError(site, username),
                             password.isEmpty() ? u"This field is required."_s : QString()};
    if (!errors.username.isEmpty() || !errors.password.isEmpty()) {
        return loginPage(site, exchange, next, errors);
    }
    const QString user = foldedUser(username);
    const bool tooLong = static_cast<std::size_t>(password.size()) > kLongestPassword;
    switch (
        site.guard.checkPassword(user, tooLong ? QString() : password, exchange.request.remoteAddress, exchange.now)) {
    case LoginGuard::Password::Locked:
        return loginPage(site, exchange, next,
                         {{},
                          u"There have been too many unsuccessful login attempts. You have been locked out for "
                          "5 minutes. Please try again later."_s});
    case LoginGuard::Password::Wrong:
        return loginPage(site, exchange, next, {{}, u"The password is invalid. Try again."_s});
    case LoginGuard::Password::Right:
        break;
    }
    const QByteArray payload = QString(user % u'\n' % next).toUtf8();
    return exchange.seeOther("/account/two-factor/?" + site.signer.sign(kTwoFactor, payload, exchange.now));
}

/// Whose second factor a token asks for, and where to go then.
struct Challenge {
    AccountRow* account;
    QString user, next;
};

std::optional<Challenge> challengeOf(Site& site, const Exchange& exchange)
{
    const auto token = site.signer.open(kTwoFactor, exchange.rawQuery);
    if (!token || exchange.now - token->at > kTwoFactorLife) {
        return std::nullopt;
    }
    const QStringList parts = QString::fromUtf8(token->payload).split(u'\n');
    AccountRow* account = site.registry.account(parts.value(0));
    // The token knows whole seconds only: a log-in in the same second makes it look older.
    if (!account || (account->lastLogin && token->at < *account->lastLogin)) {
        return std::nullopt;
    }
    return Challenge{account, parts.value(0), parts.value(1)};
}

Answer backToLogin(Site& site, Exchange& exchange)
{
    needSession(site, exchange);
    exchange.flash(u"error"_s, u"Invalid or expired two factor login."_s);
    return exchange.seeOther("/account/login/");
}

Answer twoFactorPage(Site& site, Exchange& exchange, const QString& error, int status = 200)
{
    needSession(site, exchange);
    const QString action = escaped(QString::fromUtf8(exchange.request.target));
    return publicPage(
        exchange, u"Two-factor authentication"_s,
        "<form id=\"totp-auth-form\" method=\"post\" action=\""_L1 % action % "\">\n"_L1 %
            csrfField(*exchange.session) %
            "<input name=\"method\" type=\"hidden\" value=\"totp\">\n<label for=\"totp_value\">Authentication "
            "code</label><input id=\"totp_value\" name=\"totp_value\" type=\"text\" required>\n"_L1 %
            errorList(u"totp-errors"_s, error) %
            "<input id=\"remember_device\" name=\"remember_device\" type=\"checkbox\" value=\"true\">\n"
            "<input type=\"submit\" value=\"Verify\"></form>\n"_L1,
        status);
}

Answer twoFactorGet(Site& site, Exchange& exchange)
{
    if (exchange.actor) {
        return exchange.seeOther("/manage/projects/");
    }
    return challengeOf(site, exchange) ? twoFactorPage(site, exchange, {}) : backToLogin(site, exchange);
}

Answer logIn(Site& site, Exchange& exchange, AccountRow& account, const QByteArray& next)
{
    if (exchange.session) {
        site.sessions.close(exchange.session->id);
    }
    const QString user = foldedUser(account.username);
    exchange.session = &site.sessions.open(user, exchange.now);
    exchange.writeSession = true;
    const QByteArray hash = hex(sha256(user.toUtf8())).toLatin1();
    exchange.cookies.emplace_back("Set-Cookie", "user_id__insecure=" + hash + "; Path=/; SameSite=lax");
    account.lastLogin = exchange.now;
    return exchange.seeOther(next);
}

Answer askForConfirmation(Site& site, Exchange& exchange, const Challenge& challenge)
{
    const QByteArray payload = QString(challenge.user % u'\n' % exchange.request.remoteAddress).toUtf8();
    const QByteArray link =
        exchange.origin() + "/account/confirm-login/?token=" + site.signer.sign(kConfirm, payload, exchange.now);
    site.mails.push_back({challenge.account->username, QString::fromLatin1(link)});
    return exchange.seeOther("/account/confirm-login/");
}

Answer lockedOut(std::chrono::seconds retryAfter)
{
    Answer answer = errorPage(429, u"Too Many Failed Login Attempts"_s,
                              u"There have been too many unsuccessful login attempts. Try again later."_s);
    answer.headers.emplace_back("Retry-After", QByteArray::number(static_cast<qlonglong>(retryAfter.count())));
    return answer;
}

bool isSixDigits(const QString& code)
{
    return code.size() == 6 && std::all_of(code.begin(), code.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

Answer twoFactorPost(Site& site, Exchange& exchange)
{
    if (exchange.actor) {
        return exchange.seeOther("/manage/projects/");
    }
    const auto challenge = challengeOf(site, exchange);
    if (!challenge) {
        return backToLogin(site, exchange);
    }
    QString code = exchange.form.text(u"totp_value"_s);
    code.removeIf([](QChar c) { return c.isSpace(); });
    if (!isSixDigits(code)) {
        return twoFactorPage(site, exchange, u"TOTP code must be 6 digits."_s);
    }
    const QString address = exchange.request.remoteAddress;
    const LoginGuard::CodeAnswer checked = site.guard.checkCode(challenge->user, code, address, exchange.now);
    if (checked.code == LoginGuard::Code::Locked) {
        return lockedOut(checked.retryAfter);
    }
    if (checked.code == LoginGuard::Code::Wrong) {
        return twoFactorPage(site, exchange, u"Invalid TOTP code."_s);
    }
    if (!site.guard.secrets[challenge->user].confirmedAddresses.contains(address)) {
        return askForConfirmation(site, exchange, *challenge);
    }
    const QByteArray next = QUrl::toPercentEncoding(challenge->next, "/?&=%+:@;,~");
    return logIn(site, exchange, *challenge->account, isSafeNext(challenge->next) ? next : QByteArray("/"));
}

Answer confirmLogin(Site& site, Exchange& exchange)
{
    const QString text = exchange.query.text(u"token"_s);
    if (text.isEmpty()) {
        return publicPage(exchange, u"Confirm login"_s,
                          u"<h1>Please confirm this login</h1><p>Open the link in the mail we sent you, from this "
                          "device.</p>\n"_s);
    }
    const auto token = site.signer.open(kConfirm, text.toLatin1());
    const QStringList parts = token ? QString::fromUtf8(token->payload).split(u'\n') : QStringList();
    AccountRow* account = parts.isEmpty() ? nullptr : site.registry.account(parts.value(0));
    const bool sameAddress = parts.value(1) == exchange.request.remoteAddress;
    if (!account || !sameAddress || exchange.now - token->at > kConfirmLife) {
        return backToLogin(site, exchange);
    }
    site.guard.secrets[parts.value(0)].confirmedAddresses.insert(exchange.request.remoteAddress);
    return logIn(site, exchange, *account, "/manage/projects/");
}

Answer logoutGet(Site& site, Exchange& exchange)
{
    needSession(site, exchange);
    return publicPage(exchange, u"Log out"_s,
                      "<form method=\"post\" action=\"/account/logout/\">"_L1 % csrfField(*exchange.session) %
                          "<input type=\"submit\" value=\"Log out\"></form>\n"_L1);
}

Answer logoutPost(Site& site, Exchange& exchange)
{
    site.sessions.close(exchange.session->id);
    exchange.session = nullptr;
    exchange.writeSession = false;
    for (const char* name : {"session_id", "user_id__insecure"}) {
        exchange.cookies.emplace_back("Set-Cookie", QByteArray(name) + "=; Path=/; Max-Age=0");
    }
    const QString next = wantedNext(exchange);
    return exchange.seeOther(isSafeNext(next) ? QUrl::toPercentEncoding(next, "/?&=%+:@;,~") : QByteArray("/"));
}

} // namespace

std::span<const Route> accountRoutes()
{
    static constexpr Route kRoutes[] = {
        {"/account/login/", "GET", Permission::Public, loginGet, OtherMethods::NotAllowed},
        {"/account/login/", "POST", Permission::Public, loginPost, OtherMethods::NotAllowed},
        {"/account/two-factor/", "GET", Permission::Public, twoFactorGet, OtherMethods::NotAllowed},
        {"/account/two-factor/", "POST", Permission::Public, twoFactorPost, OtherMethods::NotAllowed},
        {"/account/confirm-login/", "GET", Permission::Public, confirmLogin, OtherMethods::NotAllowed},
        {"/account/logout/", "GET", Permission::Public, logoutGet, OtherMethods::NotAllowed},
        {"/account/logout/", "POST", Permission::Public, logoutPost, OtherMethods::NotAllowed},
    };
    return kRoutes;
}

} // namespace cordon::simulator
