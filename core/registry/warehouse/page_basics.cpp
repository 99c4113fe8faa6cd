// SPDX-License-Identifier: Apache-2.0
#include "core/registry/warehouse/pages.h"

using namespace Qt::StringLiterals;

namespace cordon::warehouse {
namespace {

Flash::Kind kindOf(const HtmlNode& alert)
{
    if (alert.hasClass(u"alert-danger"))
        return Flash::Kind::Danger;
    return alert.hasClass(u"alert-success") ? Flash::Kind::Success : Flash::Kind::Info;
}

} // namespace

QString csrfToken(const HtmlPage& page)
{
    const auto input = page.first("(//input[@name='csrf_token'])[1]");
    return input ? input->attribute("value") : QString();
}

bool isAdminPage(const HtmlPage& page)
{
    return page.first("//form[@id='logout']").has_value();
}

QString signedInAs(const HtmlPage& page)
{
    const auto name = page.first("//div" + withClass("user-panel") + "//*" + withClass("info"));
    return name ? name->text() : QString();
}

std::vector<Flash> readFlashes(const HtmlPage& page)
{
    std::vector<Flash> flashes;
    for (const HtmlNode& alert : page.find("//div" + withClass("alert") + withClass("alert-dismissible"))) {
        QString text;
        for (const HtmlNode& part : alert.find(".//text()[not(ancestor::button)]"))
            text += part.text() + u' ';
        flashes.push_back({kindOf(alert), text.simplified()});
    }
    return flashes;
}

LoginPage readLoginPage(const HtmlPage& page)
{
    LoginPage read;
    read.passwordForm = page.first("//form[@id='login-form']//input[@name='password']").has_value();
    read.totpForm = page.first("//form[@id='totp-auth-form']//input[@name='totp_value']").has_value();
    for (const HtmlNode& error : page.find("//*[@id='username-errors' or @id='password-errors' or "
                                           "@id='totp-errors']//li"))
        read.errors.push_back(error.text());
    return read;
}

} // namespace cordon::warehouse
