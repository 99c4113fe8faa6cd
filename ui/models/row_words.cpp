// SPDX-License-Identifier: Apache-2.0
#include "ui/models/row_words.h"

#include "core/domain/visible_text.h"
#include "ui/models/cells.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace cordon::ui {

namespace {

/// Rows between two looks at whether to stop.
constexpr Row kStride = 1U << 16;

QString tr(const char* text)
{
    return QCoreApplication::translate("cordon::ui::row_words", text);
}

} // namespace

QString memberWords(const Index& index, Table table, Row row)
{
    const Columns& columns = *index.columns();
    QStringList words;
    if (table == Table::Projects) {
        words.append(tr("of %1").arg(forCell(columns.accounts.name.text(index.ownerOf(row)), 40)));
        const auto state = ProjectState(columns.projects.state[row]);
        if (state != ProjectState::Active) {
            words.append(stateWords(state));
        }
        if (columns.projects.modules.at(row) == 0) {
            words.append(tr("empty"));
        }
    } else if (AccountState(columns.accounts.state[row]) != AccountState::Active) {
        words.append(stateWords(AccountState(columns.accounts.state[row])));
    }
    words.append(signs(index, table, row));
    words.removeAll(QString());
    return words.join(QStringLiteral(" · "));
}

QString uploadWords(const Index& index, Row upload)
{
    const Columns& columns = *index.columns();
    const QString who = tr("by %1").arg(forCell(columns.accounts.name.text(index.accountOfUpload(upload)), 40));
    const std::int64_t bytes = columns.uploads.size.at(upload);
    return bytes == kUnknownNumber ? who : QString(sizeWords(bytes) % QLatin1Char(' ') % who); // a long name is cut
}

QString sizeWords(std::int64_t bytes)
{
    if (bytes < 1000) {
        return tr("%1 bytes").arg(bytes);
    }
    constexpr const char* kUnits[] = {"kB", "MB", "GB", "TB"};
    double value = double(bytes) / 1000;
    std::size_t unit = 0;
    while (value >= 999.5 && unit + 1 < std::size(kUnits)) {
        value /= 1000;
        ++unit;
    }
    return QString(QString::number(value, 'f', value < 9.95 ? 1 : 0) % QLatin1Char(' ') % QLatin1String(kUnits[unit]));
}

Bitmap uploadsOf(const Index& index, const Bitmap& projects, const std::stop_token& stop)
{
    const Row size = Row(index.size(Table::Uploads));
    Bitmap kept(size);
    // From whichever side is less work.
    if (projects.count() < std::int64_t(projects.size() / 8)) {
        projects.forEach([&](Row project) {
            for (const Row upload : index.uploadsOf(project)) {
                kept.set(upload);
            }
        });
        return kept;
    }
    const std::vector<Row>& projectOf = index.columns()->uploads.project;
    for (Row from = 0; from < size && !stop.stop_requested(); from += std::min(kStride, size - from)) {
        const Row to = from + std::min(kStride, size - from);
        for (Row row = from; row < to; ++row) {
            if (projects.test(projectOf[row])) {
                kept.set(row);
            }
        }
    }
    return kept;
}

Bitmap projectsOf(const Index& index, const Bitmap& uploads, const std::stop_token& stop)
{
    const std::vector<Row>& projectOf = index.columns()->uploads.project;
    Bitmap projects(index.size(Table::Projects));
    const Row size = Row(uploads.size());
    for (Row from = 0; from < size && !stop.stop_requested(); from += std::min(kStride, size - from)) {
        uploads.forEachIn(from, from + std::min(kStride, size - from), [&](Row row) { projects.set(projectOf[row]); });
    }
    return projects;
}

} // namespace cordon::ui
