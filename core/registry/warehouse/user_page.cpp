// SPDX-License-Identifier: Apache-2.0
#include "core/registry/warehouse/dates.h"
#include "core/registry/warehouse/pages.h"

#include <QUuid>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace cordon::warehouse {
namespace {

/// The flags this version knows. All must be on the page: one that is missing would be cleared by
/// sending the form back without it (warehouse-contract.md 2.3).
constexpr std::array<const char*, 9> kFlags{"is_active",    "is_frozen",    "is_superuser", "is_support",
                                            "is_moderator", "is_psf_staff", "is_observer",  "prohibit_password_reset",
                                            "hide_avatar"};

bool isTicked(const HtmlNode& input)
{
    return input.has("checked");
}

/// What a browser would send for one control, without the token: that is the session's to add.
std::optional<std::pair<QString, QString>> sentBy(const HtmlNode& control)
{
    const QString name = control.attribute("name");
    const QString type = control.attribute("type").toLower();
    if (name.isEmpty() || name == "csrf_token"_L1 || type == "submit"_L1 || type == "button"_L1)
        return std::nullopt;
    if (type != "checkbox"_L1)
        return std::pair(name, control.attribute("value"));
    if (!isTicked(control))
        return std::nullopt;
    return std::pair(name, control.has("value") ? control.attribute("value") : u"on"_s);
}

Fields fieldsOf(const HtmlNode& form)
{
    Fields fields;
    for (const HtmlNode& control : form.find(".//input")) {
        const auto field = sentBy(control);
        // Keys that come twice are refused by the registry.
        const bool known = field && std::any_of(fields.begin(), fields.end(),
                                                [&](const auto& other) { return other.first == field->first; });
        if (field && !known)
            fields.push_back(*field);
    }
    return fields;
}

bool hasAllFlags(const HtmlNode& form)
{
    return std::all_of(kFlags.begin(), kFlags.end(), [&](const char* flag) {
        return form.first(QByteArray(".//input[@type='checkbox' and @name='") + flag + "']").has_value();
    });
}

QString uuidOn(const HtmlPage& page)
{
    const auto code = page.first("(//span[normalize-space()='User ID']/following::code)[1]");
    const QUuid uuid = code ? QUuid::fromString(code->text()) : QUuid();
    return uuid.isNull() ? QString() : uuid.toString(QUuid::WithoutBraces);
}

std::optional<Instant> joinedOn(const HtmlPage& page)
{
    const QString lead = u"Joined on "_s;
    for (const HtmlNode& line : page.find("//p" + withClass("text-muted"))) {
        if (const QString text = line.text(); text.startsWith(lead))
            return shownTime(QStringView(text).sliced(lead.size()));
    }
    return std::nullopt;
}

} // namespace

std::optional<UserPage> readUserPage(const HtmlPage& page)
{
    const auto name = page.first("//h3" + withClass("widget-user-username"));
    const auto frozen = page.first("//input[@id='is-frozen']");
    const auto form = page.first("//form[.//input[@id='is-frozen']]");
    if (!isAdminPage(page) || !name || !frozen || !form || !hasAllFlags(*form))
        return std::nullopt;
    const auto shown = page.first("//input[@id='user-name']");
    UserPage read;
    read.username = name->text();
    read.displayName = shown ? shown->attribute("value") : QString();
    read.uuid = uuidOn(page);
    read.frozen = isTicked(*frozen);
    read.joined = joinedOn(page);
    read.form = fieldsOf(*form);
    return read;
}

} // namespace cordon::warehouse
