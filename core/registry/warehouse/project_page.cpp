// SPDX-License-Identifier: Apache-2.0
#include "core/domain/names.h"
#include "core/registry/warehouse/dates.h"
#include "core/registry/warehouse/pages.h"

using namespace Qt::StringLiterals;

namespace cordon::warehouse {
namespace {

/// The heading is the name as registered; the title begins with it.
QString nameOn(const HtmlPage& page)
{
    for (const HtmlNode& heading : page.find("//h1|//h3" + withClass("project-name"))) {
        if (const QString text = heading.text(); isProjectName(text))
            return text;
    }
    const auto title = page.first("//head/title");
    const QString text = title ? title->text().section(u" \u00b7 "_s, 0, 0) : QString();
    return isProjectName(text) ? text : QString();
}

/// A card is known by its own heading: elsewhere on it may stand text that anyone can write.
bool hasCard(const HtmlPage& page, const QByteArray& kind, QStringView word)
{
    for (const HtmlNode& card : page.find("//div" + withClass("card") + withClass(kind))) {
        const auto heading = card.first(".//*[self::h2 or self::h3 or self::h4 or self::h5]");
        if (heading ? heading->text() == word : card.text().startsWith(word))
            return true;
    }
    return false;
}

std::optional<HtmlTable> tableIn(const HtmlPage& page, const QByteArray& id)
{
    const auto table = page.first("//*[@id='" + id + "']/descendant-or-self::table[1]");
    return table ? std::optional(HtmlTable(*table)) : std::nullopt;
}

std::vector<QString> roleHoldersIn(const HtmlTable& maintainers)
{
    std::vector<QString> names;
    const auto column = maintainers.column(u"Username");
    for (const auto& row : maintainers.rows()) {
        const auto link = column && *column < row.size() ? row[*column].first(".//a[@href]") : std::nullopt;
        if (link)
            names.push_back(link->text());
    }
    return names;
}

std::vector<JournalRow> journalIn(const HtmlTable& table)
{
    const auto name = table.column(u"Name");
    const auto action = table.column(u"Action");
    const auto by = table.column(u"Submitted by");
    const auto date = table.column(u"Date") ? table.column(u"Date") : table.column(u"Submitted date");
    std::vector<JournalRow> rows;
    if (!action || !by || !date)
        return rows;
    for (const auto& row : table.rows()) {
        const auto cell = [&row](std::size_t at) { return at < row.size() ? row[at].text() : QString(); };
        if (const auto at = shownTime(cell(*date)))
            rows.push_back({name ? cell(*name) : QString(), cell(*action), cell(*by), *at});
    }
    return rows;
}

} // namespace

std::optional<ProjectPage> readProjectPage(const HtmlPage& page)
{
    const auto maintainers = tableIn(page, "maintainers");
    ProjectPage read;
    read.name = nameOn(page);
    if (!isAdminPage(page) || !maintainers || !maintainers->column(u"Username") || read.name.isEmpty())
        return std::nullopt;
    read.roleHolders = roleHoldersIn(*maintainers);
    if (const auto journal = tableIn(page, "journals"))
        read.journal = journalIn(*journal);
    if (hasCard(page, "card-danger", u"Quarantined"))
        read.state = u"quarantine-enter"_s;
    else
        read.state = hasCard(page, "card-info", u"Archived") ? u"archived"_s : u"active"_s;
    return read;
}

} // namespace cordon::warehouse
