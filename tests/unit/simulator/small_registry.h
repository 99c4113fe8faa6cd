// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/simulator/totp.h"
#include "tests/support/support.h"
#include "tests/unit/simulator/wire.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

namespace cordon::test {

/// A registry of some fifty people and three projects on loopback, with its effects file: fresh at
/// every start().
class SmallRegistry {
public:
    /// False where it does not start.
    [[nodiscard]] bool start()
    {
        using namespace Qt::StringLiterals;
        QByteArray accounts = "username,email,email_verified,date_joined,two_factor\r\n"
                              "SpamBot1,n@Inbox.ru,true,2025-06-09T13:41:07Z,\r\n"
                              "spam_2,m@inbox.ru,true,2025-06-09T13:42:07Z,totp\r\n"
                              "amber,amber@uni.test,true,2019-02-03T00:00:00Z,webauthn\r\n";
        for (int i = 10; i < 60; ++i) {
            accounts += "crowd" + QByteArray::number(i) + ",c@crowd.test,true,2020-01-01T00:00:00Z,\r\n";
        }
        writeAll(m_folder.filePath(u"accounts.csv"_s), accounts);
        writeAll(m_folder.filePath(u"projects.csv"_s), "project,owner,created,releases,total_bytes,state\r\n"
                                                       "Zip.Tool,SpamBot1,2025-06-11T10:17:00Z,1,640,\r\n"
                                                       "amber-lib,amber,2020-01-01T00:00:00Z,,,\r\n"
                                                       "old-lib,amber,2018-01-01T00:00:00Z,,,archived\r\n");
        writeAll(m_folder.filePath(u"roles.csv"_s), "project,username,role\r\n"
                                                    "Zip.Tool,SpamBot1,Owner\r\n"
                                                    "Zip.Tool,amber,Maintainer\r\n");
        writeAll(m_folder.filePath(u"uploads.csv"_s),
                 "project,version,account,uploaded,size,filename\r\n"
                 "zip-tool,1.0,SpamBot1,2025-06-12T00:00:00Z,640,zip_tool-1.0.tar.gz\r\n");
        QFile::remove(effectsFile());
        registry = another(effectsFile());
        return registry != nullptr;
    }

    /// A second one of the same data.
    [[nodiscard]] std::unique_ptr<simulator::Simulator> another(const QString& effects = {}) const
    {
        simulator::Options options = this->options();
        options.effects = effects;
        auto started = simulator::Simulator::start(options);
        return started ? std::move(*started) : nullptr;
    }
    [[nodiscard]] simulator::Options options() const
    {
        simulator::Options options;
        options.data = m_folder.path();
        return options;
    }

    [[nodiscard]] Browser admin() { return adminOver(*registry); }
    /// A person who went through the whole log-in.
    [[nodiscard]] Browser loggedIn(const simulator::User& user) const
    {
        Browser visitor = browserOver(registry->url());
        visitor.get("/account/login/");
        const QByteArray place = placeOf(visitor.post(
            "/account/login/", {{"username", user.username.toUtf8()}, {"password", user.password.toUtf8()}}));
        visitor.get(place);
        const auto secret = simulator::fromBase32(user.totpSecret);
        const QString code = simulator::hotp(secret.value_or(QByteArray()), simulator::totpStep(systemNow()));
        visitor.post(place, {{"totp_value", code.toLatin1()}});
        visitor.get("/admin/");
        return visitor;
    }

    [[nodiscard]] QString effectsFile() const { return m_folder.filePath(QStringLiteral("effects.jsonl")); }
    /// Its lines, "kind subject before after".
    [[nodiscard]] QStringList effects() const
    {
        using namespace Qt::StringLiterals;
        QStringList lines;
        for (const QByteArray& line : readAll(effectsFile()).split('\n')) {
            const QJsonObject row = QJsonDocument::fromJson(line).object();
            if (!row.isEmpty()) {
                lines += u"%1 %2 %3 %4"_s.arg(row["kind"_L1].toString(), row["subject"_L1].toString(),
                                              row["before"_L1].toString(), row["after"_L1].toString());
            }
        }
        return lines;
    }

    std::unique_ptr<simulator::Simulator> registry;

private:
    QTemporaryDir m_folder;
};

inline const QByteArray kQuarantine = "/admin/projects/Zip.Tool/malware_reports/quarantine/";
inline const QByteArray kClear = "/admin/projects/zip_tool/remove_from_quarantine/";

} // namespace cordon::test
