// SPDX-License-Identifier: Apache-2.0
#include "core/registry/warehouse/dates.h"
#include "core/registry/warehouse/pages.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace cordon::warehouse {

std::optional<std::vector<DomainRow>> readDomainsPage(const HtmlPage& page)
{
    if (!isAdminPage(page))
        return std::nullopt;
    for (const HtmlNode& node : page.find("//table")) {
        const HtmlTable table(node);
        const auto domain = table.column(u"Domain Name");
        if (!domain)
            continue;
        const auto by = table.column(u"Prohibited by");
        const auto at = table.column(u"Prohibited on");
        std::vector<DomainRow> rows;
        for (const auto& row : table.rows()) {
            const auto cell = [&row](std::optional<std::size_t> column) {
                return column && *column < row.size() ? row[*column].text() : QString();
            };
            rows.push_back({cell(domain), cell(by), shownTime(cell(at))});
        }
        return rows;
    }
    return std::nullopt;
}

std::optional<std::vector<JournalRow>> readJournals(const QByteArray& json)
{
    const QJsonObject document = QJsonDocument::fromJson(json).object();
    if (!document.value("data"_L1).isArray())
        return std::nullopt;
    std::vector<JournalRow> rows;
    const QJsonArray data = document.value("data"_L1).toArray();
    for (const auto& value : data) {
        const QJsonObject row = value.toObject();
        const auto at = shownTime(row.value("submitted_date"_L1).toString());
        const QString action = row.value("action"_L1).toString();
        if (at && !action.isEmpty())
            rows.push_back({row.value("name"_L1).toString(), action, row.value("submitted_by"_L1).toString(), *at});
    }
    return rows;
}

} // namespace cordon::warehouse
