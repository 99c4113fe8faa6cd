// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/registry_dialog.h"

#include "core/domain/visible_text.h"

namespace cordon::ui {

RegistryDialog::RegistryDialog(Workbench& bench, RunDesk& desk, const QString& why, QWidget* parent)
    : PlainDialog(tr("Registry and log-in"), parent), m_bench(bench), m_desk(desk)
{
    setObjectName(QStringLiteral("registryDialog"));
    if (!why.isEmpty()) {
        addText(forDetail(why))->toned(Tone::Warn);
    }
    m_url = field(tr("Registry: name or address"), tr("https://… (http only for this machine)"), false);
    m_url->setObjectName(QStringLiteral("registryUrl"));
    m_url->setText(desk.registry());
    m_file = field(tr("Credentials file"), tr("a file that only you can read; or fill in the next three"), false);
    m_file->setObjectName(QStringLiteral("registryFile"));
    m_user = field(tr("User name"), {}, false);
    m_user->setObjectName(QStringLiteral("registryUser"));
    m_password = field(tr("Password"), {}, true);
    m_password->setObjectName(QStringLiteral("registryPassword"));
    m_totp = field(tr("TOTP secret"), tr("the secret, not the code of the moment"), true);
    m_totp->setObjectName(QStringLiteral("registryTotp"));
    m_keep = new QCheckBox(tr("Keep the log-in in the desktop's keyring"), this);
    m_keep->setAccessibleName(m_keep->text());
    body()->addWidget(m_keep);
    m_answer = addText({});
    m_answer->setObjectName(QStringLiteral("registryAnswer"));
    m_answer->setAccessibleName(tr("What the registry answered"));
    addButton(tr("Log in"), [this] { tryLogIn(); });
    addCloseButton(tr("Cancel"));
    m_url->setFocus();
    m_url->selectAll();
}

QLineEdit* RegistryDialog::field(const QString& title, const QString& hint, bool secret)
{
    body()->addWidget(sectionHeading(title, this));
    auto* edit = new QLineEdit(this);
    edit->setAccessibleName(title);
    edit->setPlaceholderText(hint);
    if (secret) {
        edit->setEchoMode(QLineEdit::Password);
    }
    body()->addWidget(edit);
    return edit;
}

void RegistryDialog::tryLogIn()
{
    const QString registry = m_url->text().trimmed();
    if (registry.isEmpty() || !m_bench.isOpen()) {
        m_answer->toned(Tone::Warn)->setText(tr("Name a registry first."));
        return;
    }
    m_answer->toned(Tone::Neutral)->setText(tr("Logging in…"));
    const Credentials typed{m_user->text(), m_password->text(), m_totp->text(), {}};
    using Answer = std::pair<Result<RegistryStatus>, Credentials>;
    m_bench.jobs().start(
        Lane::Registry, this,
        [session = m_bench.session(), registry, typed, file = m_file->text().trimmed()](const JobRunner::Context& job) {
            Credentials credentials = typed;
            if (!file.isEmpty()) {
                auto read = readCredentialsFile(file);
                if (!read) {
                    return Answer(tl::unexpected(read.error()), {});
                }
                credentials = std::move(*read);
            }
            auto status = logInTo(*session, registry, credentials, job.stop());
            return Answer(std::move(status), credentials);
        },
        [this](const Answer& answer) { answered(answer.first, answer.second); });
}

void RegistryDialog::answered(const Result<RegistryStatus>& status, const Credentials& credentials)
{
    if (!status || !status->loggedIn) {
        m_answer->toned(Tone::Danger)->setText(forDetail(status ? status->trouble : status.error().sentence()));
        return;
    }
    m_desk.setRegistry(m_url->text().trimmed());
    m_desk.setCredentials(credentials, m_keep->isChecked());
    m_password->clear();
    m_totp->clear();
    close();
}

} // namespace cordon::ui
