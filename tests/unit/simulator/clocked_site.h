// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/simulator/seed.h"
#include "app/simulator/site.h"
#include "app/simulator/totp.h"
#include "tests/support/support.h"
#include "tests/unit/simulator/browser.h"

#include <QTemporaryDir>

namespace cordon::test {

/// A site without a socket, with a clock of the test's own; fresh at every start().
class ClockedSite {
public:
    [[nodiscard]] bool start()
    {
        using namespace Qt::StringLiterals;
        now = Instant(std::chrono::sys_days(std::chrono::year(2025) / 7 / 10) + std::chrono::milliseconds(250));
        effects.clear();
        writeAll(m_folder.filePath(u"accounts.csv"_s), "username,email,date_joined\n"
                                                       "SpamBot1,n@inbox.ru,2025-06-09T13:41:07Z\n");
        writeAll(m_folder.filePath(u"projects.csv"_s), "project,owner,created\n"
                                                       "Zip.Tool,SpamBot1,2025-06-11T10:17:00Z\n");
        auto seeded = simulator::seed(m_folder.path());
        if (!seeded) {
            return false;
        }
        users = seeded->users;
        site = std::make_unique<simulator::Site>(
            std::move(seeded->registry), std::move(seeded->guard), [this] { return now; },
            [this](Instant, const QString&, const QByteArray&, const simulator::Effects& happened) {
                effects.insert(effects.end(), happened.begin(), happened.end());
                return true;
            });
        return true;
    }

    [[nodiscard]] QString folder() const { return m_folder.path(); }
    [[nodiscard]] Browser browser(const QByteArray& cookie = {})
    {
        return Browser([this](const simulator::Request& request) { return site->handle(request); }, cookie);
    }
    /// A person with an open session and a token at hand.
    [[nodiscard]] Browser as(const simulator::User& user)
    {
        Browser made = browser(site->openSession(user.username));
        made.get("/admin/");
        return made;
    }
    [[nodiscard]] Browser admin() { return as(users[0]); }
    [[nodiscard]] QByteArray code(const simulator::User& user) const
    {
        const auto secret = simulator::fromBase32(user.totpSecret);
        return simulator::hotp(secret.value_or(QByteArray()), simulator::totpStep(now)).toLatin1();
    }
    /// Log-in page and password; where the second step stands.
    QByteArray passwordStep(Browser& visitor, const simulator::User& user, const QByteArray& next = {})
    {
        visitor.get("/account/login/");
        return placeOf(
            visitor.post("/account/login/",
                         {{"username", user.username.toUtf8()}, {"password", user.password.toUtf8()}, {"next", next}}));
    }
    simulator::Answer logIn(Browser& visitor, const simulator::User& user, const QByteArray& next = {})
    {
        const QByteArray place = passwordStep(visitor, user, next);
        visitor.get(place);
        return visitor.post(place, {{"method", "totp"}, {"totp_value", code(user)}});
    }

    std::unique_ptr<simulator::Site> site;
    std::vector<simulator::User> users; ///< superuser, moderator
    simulator::Effects effects;         ///< all that happened
    Instant now{};

private:
    QTemporaryDir m_folder;
};

} // namespace cordon::test
