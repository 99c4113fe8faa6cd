// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>
#include <SQLiteCpp/SQLiteCpp.h>

namespace cordon::test {

/// Every row of an answer as one text, in the order of the answer: its columns with a space between,
/// "-" for NULL.
[[nodiscard]] inline QStringList answersOf(const SQLite::Database& database, const QString& sql)
{
    QStringList out;
    SQLite::Statement query(database, sql.toStdString());
    while (query.executeStep()) {
        QStringList words;
        for (int column = 0; column < query.getColumnCount(); ++column) {
            words << (query.getColumn(column).isNull() ? QStringLiteral("-")
                                                       : QString::fromStdString(query.getColumn(column).getString()));
        }
        out << words.join(u' ');
    }
    return out;
}

} // namespace cordon::test
