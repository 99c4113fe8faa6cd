// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/names.h"
#include "tests/support/program_runner.h"
#include "tests/support/support.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>
#include <QStringList>

namespace cordon::test {

/// The rows of one of the plain CSV files below the shared folder, without the header.
inline std::vector<QStringList> rowsOf(const QString& path)
{
    std::vector<QStringList> rows;
    const QStringList lines = QString::fromUtf8(readAll(path)).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    for (const QString& line : lines.mid(1)) {
        rows.push_back(line.trimmed().split(QLatin1Char(',')));
    }
    return rows;
}

/// The campaign's files and, for tests alone, the answers.
class Campaign {
public:
    explicit Campaign(const QString& folder)
        : m_folder(folder), m_expected(QJsonDocument::fromJson(readAll(file(QStringLiteral("expected.json")))).object())
    {
        for (const QStringList& row : rowsOf(file(QStringLiteral("truth_accounts.csv")))) {
            if (row.at(1) == QLatin1String("campaign")) {
                m_accounts.insert(foldedUser(row.at(0)));
            }
        }
        for (const QStringList& row : rowsOf(file(QStringLiteral("truth_projects.csv")))) {
            if (row.at(1) == QLatin1String("campaign")) {
                m_projects.insert(normalizedProject(row.at(0)));
            }
        }
    }

    [[nodiscard]] const QString& folder() const { return m_folder; }
    [[nodiscard]] QString file(const QString& name) const { return m_folder + QLatin1Char('/') + name; }
    [[nodiscard]] const QJsonObject& expected() const { return m_expected; }
    [[nodiscard]] int number(const char* member) const { return m_expected.value(QLatin1String(member)).toInt(-1); }
    [[nodiscard]] QJsonObject object(const char* member) const
    {
        return m_expected.value(QLatin1String(member)).toObject();
    }
    [[nodiscard]] const QSet<QString>& accounts() const { return m_accounts; } ///< folded names
    [[nodiscard]] const QSet<QString>& projects() const { return m_projects; } ///< normalised names
    /// As `select --from` reads it.
    [[nodiscard]] QByteArray subjectFile() const
    {
        QString lines;
        for (const QString& name : m_accounts) {
            lines += QStringLiteral("account:") + name + QLatin1Char('\n');
        }
        for (const QString& name : m_projects) {
            lines += QStringLiteral("project:") + name + QLatin1Char('\n');
        }
        return lines.toUtf8();
    }

private:
    QString m_folder;
    QJsonObject m_expected;
    QSet<QString> m_accounts, m_projects;
};

/// A workspace with the whole campaign in it and the selection "campaign" made from the answers.
/// Empty words: it stands.
inline QByteArray prepareWorkspace(const Ctl& ctl, const Campaign& campaign, const QString& subjectFile)
{
    writeAll(subjectFile, campaign.subjectFile());
    for (const QStringList& step :
         {QStringList{QStringLiteral("init")}, QStringList{QStringLiteral("import"), campaign.folder()},
          QStringList{QStringLiteral("select"), QStringLiteral("campaign"), QStringLiteral("--from"), subjectFile}}) {
        const Ran ran = ctl.json(step);
        if (!ran.ended || ran.code != 0) {
            return step.join(QLatin1Char(' ')).toUtf8() + '\n' + ran.words();
        }
    }
    return {};
}

} // namespace cordon::test
