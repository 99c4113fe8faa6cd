// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>
#include <SQLiteCpp/SQLiteCpp.h>

namespace cordon::test {

/// What a cache says of the registry, in one order whatever the row numbers are. The workspace may be open.
inline QByteArray rowsOf(const QString& folder)
{
    const SQLite::Database database(folder.toStdString() + "/cache.db", SQLite::OPEN_READONLY);
    QByteArray content;
    for (const char* sql :
         {"SELECT a.key, a.name, email, d.name, email_verified, joined, two_factor, signup_ip, state, uuid, note, "
          "flagged, stub FROM account AS a LEFT JOIN domain AS d ON d.id = a.domain_id ORDER BY 1",
          "SELECT p.key, p.name, a.key, created, releases, files, total_bytes, py_modules, console_scripts, repo_url, "
          "publisher, summary, p.state, p.note, p.flagged, p.stub FROM project AS p JOIN account AS a "
          "ON a.id = owner_id ORDER BY 1",
          "SELECT p.key, version, filename, a.key, uploaded, size, sha256 FROM upload AS u JOIN project AS p "
          "ON p.id = project_id LEFT JOIN account AS a ON a.id = account_id ORDER BY 1, 2, 3",
          "SELECT p.key, a.key, role FROM role JOIN project AS p ON p.id = project_id JOIN account AS a "
          "ON a.id = account_id ORDER BY 1, 2, 3",
          "SELECT p.key, a.key, observer, kind, r.created, trusted, r.summary, url FROM report AS r "
          "LEFT JOIN project AS p ON p.id = project_id LEFT JOIN account AS a ON a.id = account_id "
          "ORDER BY 1, 2, 3, 4, 5",
          "SELECT name FROM domain ORDER BY 1", "SELECT count(*) FROM reading",
          "SELECT count(*) FROM reading_rejected"}) {
        SQLite::Statement rows(database, sql);
        while (rows.executeStep()) {
            for (int i = 0; i < rows.getColumnCount(); ++i) {
                const SQLite::Column cell = rows.getColumn(i);
                content += cell.isNull() ? QByteArray("NULL") : QByteArray(cell.getText(), cell.getBytes());
                content += '\x1f';
            }
            content += '\n';
        }
        content += "--\n";
    }
    return content;
}

/// The same and how often it has changed.
inline QByteArray contentOf(const QString& folder)
{
    const SQLite::Database database(folder.toStdString() + "/cache.db", SQLite::OPEN_READONLY);
    SQLite::Statement state(database, "SELECT generation || '/' || changed FROM state");
    return state.executeStep() ? rowsOf(folder) + state.getColumn(0).getText() : QByteArray();
}

} // namespace cordon::test
