// SPDX-License-Identifier: Apache-2.0
#include "app/simulator/user_page.h"

#include "app/simulator/html.h"
#include "app/simulator/router.h"
#include "app/simulator/site.h"

namespace cordon::simulator {

using namespace Qt::StringLiterals;

namespace {

QString checkbox(const QString& name, const QString& id, bool checked, bool disabled)
{
    return "<input class=\"form-check-input\" type=\"checkbox\" name=\""_L1 % name % "\" id=\""_L1 % id %
           "\" value=\"y\""_L1 % (checked ? " checked"_L1 : ""_L1) % (disabled ? " disabled"_L1 : ""_L1) % '>'_L1;
}

QString profile(const AccountRow& account)
{
    const QString lastLogin = account.lastLogin ? mediumDate(*account.lastLogin) : u"None"_s;
    return "<div class=\"card card-widget widget-user\"><h3 class=\"widget-user-username\"><a href=\"/user/"_L1 %
           QString::fromLatin1(segment(account.username)) % "/\">"_L1 % escaped(account.username) %
           "</a></h3>\n<h5 class=\"widget-user-desc\">"_L1 % escaped(account.displayName) %
           "</h5>\n<p class=\"text-muted\">Last login on "_L1 % lastLogin %
           "</p>\n<p class=\"text-muted\">Joined on "_L1 % mediumDate(account.joined) %
           "</p>\n<span class=\"font-weight-bold\">User ID</span> <code>"_L1 % account.uuid % "</code></div>\n"_L1;
}

QString flagsForm(const Exchange& exchange, const AccountRow& account, const QString& nameError, bool disabled)
{
    QString html = "<form method=\"post\" action=\""_L1 % userPath(account.username) % "\" id=\"edit-user\">"_L1 %
                   csrfField(*exchange.session) %
                   "\n<label for=\"user-name\">Name</label><input id=\"user-name\" name=\"name\" type=\"text\" "
                   "value=\""_L1 %
                   escaped(account.displayName) % '"'_L1 % (disabled ? " disabled>"_L1 : ">"_L1);
    if (!nameError.isEmpty()) {
        html += "<span class=\"help-block\">"_L1 % escaped(nameError) % "</span>"_L1;
    }
    for (const FlagSpec& flag : kFlags) {
        const QString id = QString::fromLatin1(flag.id);
        html += "\n<div class=\"form-check\">"_L1 %
                checkbox(QString::fromLatin1(flag.field), id, account.flags.*flag.member, disabled) %
                "<label for=\""_L1 % id % "\">"_L1 % id % "</label></div>"_L1;
    }
    html += "\n<button type=\"submit\""_L1 % (disabled ? " disabled"_L1 : ""_L1) % ">Save</button></form>\n"_L1;
    return html;
}

QString emailsForm(const Exchange& exchange, const AccountRow& account, bool disabled)
{
    QString html = "<form method=\"post\" action=\""_L1 % userPath(account.username) % "emails/\">"_L1 %
                   csrfField(*exchange.session);
    for (std::size_t i = 0; i < account.emails.size(); ++i) {
        const EmailRow& email = account.emails[i];
        const QString field = "emails-"_L1 % QString::number(i) % '-'_L1;
        const auto box = [&](const char* part, bool checked) -> QString {
            const QString name = field % QLatin1StringView(part);
            return checkbox(name, name, checked, disabled);
        };
        html += "\n<div class=\"form-group\"><input name=\""_L1 % field % "email\" type=\"text\" value=\""_L1 %
                escaped(email.address) % "\">"_L1 % box("primary", email.primary) % box("verified", email.verified) %
                box("public", email.isPublic) % "<p>Domain Status: None</p><p>Last checked: None</p></div>"_L1;
    }
    html += "</form>\n"_L1;
    return html;
}

QString factorsTable(const AccountRow& account)
{
    const auto row = [](QLatin1StringView label, bool on) -> QString {
        return "<tr><td>"_L1 % label % "</td><td><i class=\"fa "_L1 %
               (on ? "fa-check text-green"_L1 : "fa-times text-red"_L1) % "\"></i></td></tr>"_L1;
    };
    const bool totp = account.twoFactor.contains("totp"_L1);
    const bool webauthn = account.twoFactor.contains("webauthn"_L1);
    return "<table class=\"table\"><tbody>"_L1 % row("TOTP Enabled"_L1, totp) % row("WebAuthn Enabled"_L1, webauthn) %
           row("Recovery codes Generated"_L1, totp || webauthn) % kTableEnd;
}

QString projectsTable(Site& site, const AccountRow& account)
{
    QString html =
        tableHead(u" id=\"projects\""_s, {"Project Name", "Role", "Lifecycle Status", "Releases", "Total Size"});
    for (const QString& name : account.projects) {
        const ProjectRow* project = site.registry.project(name);
        const AccountRow* self = &account;
        for (const RoleRow& role : project->roles) {
            if (site.registry.account(role.user) != self) {
                continue;
            }
            html += "<tr><td><a href=\""_L1 % projectPath(project->normalized) % "\">"_L1 % escaped(project->name) %
                    "</a></td><td>"_L1 % escaped(role.role) % "</td><td>"_L1 %
                    (project->lifecycle.isEmpty()
                         ? QString()
                         : QString("<span class=\"badge\">"_L1 % escaped(project->lifecycle) % "</span>"_L1)) %
                    "</td><td>"_L1 % QString::number(project->releases) % "</td><td>"_L1 %
                    QString::number(project->totalBytes) % "</td></tr>\n"_L1;
        }
    }
    html += kTableEnd;
    return html;
}

/// What freezing would prohibit, as the page warns.
QString freezeModal(const Exchange& exchange, const AccountRow& account, bool disabled)
{
    QString html = "<div id=\"freezeModal\" class=\"modal\"><form method=\"post\" action=\""_L1 %
                   userPath(account.username) % "freeze/\">"_L1 % csrfField(*exchange.session) % "<ul>"_L1;
    for (const EmailRow& email : account.emails) {
        if (email.verified) {
            html += "<li>"_L1 % escaped(email.address.mid(email.address.lastIndexOf(u'@') + 1).toLower()) % "</li>"_L1;
        }
    }
    html += "</ul><input name=\"username\" type=\"text\"><button type=\"submit\""_L1 %
            (disabled ? " disabled"_L1 : ""_L1) % ">Freeze</button></form></div>\n"_L1;
    return html;
}

} // namespace

Answer userPage(Site& site, Exchange& exchange, const AccountRow& account, const QString& nameError)
{
    const bool disabled = !allows(exchange.actor->flags, Permission::SuperuserOnly);
    const bool noEmails = !exchange.actor->flags.isSuperuser && !exchange.actor->flags.isSupport;
    return adminPage(exchange, account.username,
                     profile(account) % flagsForm(exchange, account, nameError, disabled) %
                         emailsForm(exchange, account, noEmails) % factorsTable(account) %
                         projectsTable(site, account) % freezeModal(exchange, account, disabled));
}

} // namespace cordon::simulator
