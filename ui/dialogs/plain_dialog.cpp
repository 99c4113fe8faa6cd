// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/plain_dialog.h"

#include "core/domain/visible_text.h"
#include "ui/models/words.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QShowEvent>

namespace cordon::ui {

PlainDialog::PlainDialog(const QString& heading, QWidget* parent) : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(true);
    setWindowTitle(heading);
    setAccessibleName(heading);
    setMinimumWidth(440);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::kPage + 4, space::kPage, space::kPage + 4, space::kPage);
    column->setSpacing(space::kWide);
    auto* title = new PlainLabel(heading, TextRole::Title, this);
    column->addWidget(title->wrapped());
    m_body = new QVBoxLayout;
    m_body->setSpacing(space::kTight + 2);
    column->addLayout(m_body, 1);
    m_buttons = new QHBoxLayout;
    m_buttons->setSpacing(space::kNormal);
    m_buttons->addStretch();
    column->addLayout(m_buttons);
}

QPushButton* PlainDialog::addButton(const QString& text, const std::function<void()>& pressed)
{
    auto* button = new QPushButton(text, this);
    button->setAccessibleName(text);
    button->setAutoDefault(true);
    button->setDefault(m_buttons->count() == 1);
    m_buttons->addWidget(button);
    connect(button, &QPushButton::clicked, this, pressed);
    return button;
}

QPushButton* PlainDialog::addCloseButton(const QString& text)
{
    return addButton(text, [this] { close(); });
}

PlainLabel* PlainDialog::addText(const QString& text, TextRole role)
{
    auto* label = new PlainLabel(text, role, this);
    label->wrapped();
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_body->addWidget(label);
    return label;
}

void PlainDialog::setRoom(int width, int height)
{
    m_ownHeight = height;
    resize(width, height);
}

void PlainDialog::showEvent(QShowEvent* event)
{
    QDialog::showEvent(event);
    // Wrapped labels guess their height for another width: what they need is known only now.
    if (!event->spontaneous() && layout()->hasHeightForWidth()) {
        resize(width(), qMax(layout()->totalHeightForWidth(width()), m_ownHeight));
    }
}

PlainDialog* tell(QWidget* parent, const QString& heading, const QString& text)
{
    auto* dialog = new PlainDialog(heading, parent);
    dialog->addText(forDetail(text));
    dialog->addCloseButton(QObject::tr("Close"))->setFocus();
    dialog->show();
    return dialog;
}

PlainDialog* tellError(QWidget* parent, const QString& heading, const Error& error)
{
    auto* dialog = new PlainDialog(heading, parent);
    dialog->addText(forDetail(error.what));
    if (!error.kept.isEmpty()) {
        dialog->addText(forDetail(error.kept));
    }
    if (!error.next.isEmpty()) {
        dialog->addText(forDetail(error.next), TextRole::Strong);
    }
    dialog->addCloseButton(QObject::tr("Close"))->setFocus();
    dialog->show();
    return dialog;
}

PlainDialog* ask(QWidget* parent, const QString& heading, const QString& text, const QString& agree,
                 const std::function<void()>& yes)
{
    auto* dialog = new PlainDialog(heading, parent);
    dialog->addText(forDetail(text));
    dialog->addCloseButton(QObject::tr("Back"))->setFocus();
    dialog->addButton(agree, [dialog, yes] {
        dialog->close();
        yes();
    });
    dialog->show();
    return dialog;
}

PlainDialog* askPath(QWidget* parent, const QString& heading, const QString& text, PathKind kind,
                     const QString& suggestion, const QString& agree, const std::function<void(const QString&)>& chosen)
{
    auto* dialog = new PlainDialog(heading, parent);
    dialog->setMinimumWidth(560);
    dialog->addText(text);
    auto* edit = new QLineEdit(shortPath(suggestion), dialog);
    edit->setObjectName(QStringLiteral("pathEdit"));
    edit->setAccessibleName(heading);
    auto* browse = new QPushButton(QObject::tr("Browse…"), dialog);
    browse->setAccessibleName(QObject::tr("Browse"));
    browse->setAutoDefault(false);
    auto* row = new QHBoxLayout;
    row->addWidget(edit, 1);
    row->addWidget(browse);
    dialog->body()->addLayout(row);
    QObject::connect(browse, &QPushButton::clicked, dialog, [dialog, edit, kind, heading] {
        auto* files = new QFileDialog(dialog, heading, wholePath(edit->text()));
        files->setAttribute(Qt::WA_DeleteOnClose);
        files->setFileMode(kind == PathKind::NewFile        ? QFileDialog::AnyFile
                           : kind == PathKind::FileOrFolder ? QFileDialog::ExistingFile
                                                            : QFileDialog::Directory);
        files->setAcceptMode(kind == PathKind::NewFile ? QFileDialog::AcceptSave : QFileDialog::AcceptOpen);
        QObject::connect(files, &QFileDialog::fileSelected, edit, &QLineEdit::setText);
        files->open();
    });
    dialog->addButton(agree, [dialog, edit, chosen] {
        const QString path = wholePath(edit->text());
        if (!path.isEmpty()) {
            dialog->close();
            chosen(path);
        }
    });
    dialog->addCloseButton(QObject::tr("Cancel"));
    edit->setFocus();
    edit->selectAll();
    dialog->show();
    return dialog;
}

} // namespace cordon::ui
