// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/simulator_process.h"
#include "tests/ui/person.h"
#include "ui/window/main_window.h"

#include <QTemporaryDir>

namespace cordon::test {

/// How long a whole run may take under a sanitizer on a busy machine.
constexpr int kRunPatience = 240'000;

/// The console's window on a fresh machine, a simulated registry, and what a person does with them.
/// Every step is false where the screen did not follow.
class Console {
public:
    explicit Console(const QStringList& simulatorOptions = {})
        : registry(sourceFile(QStringLiteral("resources/demo")), simulatorOptions)
    {
        open();
    }
    void open()
    {
        window = std::make_unique<ui::MainWindow>(
            ui::WindowOptions{sourceFile(QStringLiteral("resources/demo")), {}, {}, {}});
        window->show();
        window->activateWindow();
    }
    [[nodiscard]] bool makeWorkspace() const
    {
        Person::ctrl(Qt::Key_N);
        if (!Person::isAsked("newDialog")) {
            return false;
        }
        Person::retype(workspace());
        Person::key(Qt::Key_Return);
        return Person::isBack() && Person::waitFor([&] { return window->parts().bench->writable(); }, kPatience);
    }
    [[nodiscard]] bool openWorkspace() const
    {
        Person::ctrl(Qt::Key_O);
        if (!Person::isAsked("importDialog")) {
            return false;
        }
        Person::retype(workspace());
        Person::key(Qt::Key_Return);
        return Person::isBack() && Person::waitFor([&] { return window->parts().bench->isOpen(); }, kPatience);
    }
    [[nodiscard]] static bool importCampaign()
    {
        Person::ctrl(Qt::Key_I);
        if (!Person::isAsked("importDialog")) {
            return false;
        }
        Person::retype(sourceFile(QStringLiteral("resources/demo")));
        Person::key(Qt::Key_Return);
        if (!Person::isAsked("importedDialog", 3 * kPatience)) {
            return false;
        }
        Person::key(Qt::Key_Escape);
        return Person::isBack() && Person::sees("filterStatus", QStringLiteral("990 accounts + 2,708 projects"));
    }
    /// Types a filter and waits for what it finds; the focus is then in the list.
    [[nodiscard]] static bool filter(const QString& text, const QString& found)
    {
        Person::ctrl(Qt::Key_F);
        if (!Person::hasFocus("filterEdit")) {
            return false;
        }
        Person::retype(text);
        Person::key(Qt::Key_Return);
        return Person::sees("filterStatus", found);
    }
    [[nodiscard]] bool logIn(const QString& url, const QString& credentials) const
    {
        Person::ctrl(Qt::Key_L);
        if (!Person::isAsked("registryDialog")) {
            return false;
        }
        Person::retype(url);
        if (!Person::tabTo("registryFile")) {
            return false;
        }
        Person::retype(credentials);
        Person::key(Qt::Key_Return);
        return Person::isBack(2 * kPatience);
    }
    [[nodiscard]] bool logIn() const { return logIn(registry.url(), registry.credentialsFile()); }
    [[nodiscard]] static bool justify(const QString& sentence)
    {
        Person::type(QStringLiteral("j"));
        if (!Person::hasFocus("policyBox")) {
            return false;
        }
        Person::type(QStringLiteral("squ"));
        if (!Person::reads("policyBox").startsWith(QLatin1String("squatting")) || !Person::tabTo("reasonEdit")) {
            return false;
        }
        Person::type(sentence);
        Person::ctrl(Qt::Key_S);
        return Person::sees("statusMessage", QStringLiteral("justification is complete"));
    }
    /// F9, and the number of steps that the screen tells; 0: it did not come to that.
    [[nodiscard]] static int check()
    {
        Person::key(Qt::Key_F9);
        return checked();
    }
    [[nodiscard]] static int checked()
    {
        if (!Person::sees("checkState", QStringLiteral("Compiled and kept"), 3 * kPatience)) {
            return 0;
        }
        const QString told = Person::reads("statusMessage"); // "Checked: 1,780 steps. Nothing was sent."
        return told.section(QLatin1Char(' '), 1, 1).remove(QLatin1Char(',')).toInt();
    }
    /// Types the number where it is asked for, and holds.
    [[nodiscard]] static bool commit(int steps)
    {
        if (steps > ui::CheckPanel::kTypedCountAbove) {
            if (!Person::hasFocus("countEdit")) {
                return false;
            }
            Person::type(QString::number(steps));
        }
        Person::hold();
        return Person::waitFor([] { return !Person::reads("runProgress").isEmpty(); }, kPatience);
    }
    /// A small campaign, checked and ready to be committed: the accounts of one domain.
    [[nodiscard]] bool prepareSmallPlan(const QString& domain, const QString& found) const
    {
        if (!makeWorkspace() || !importCampaign() || !filter(QStringLiteral("domain:%1").arg(domain), found)) {
            return false;
        }
        Person::ctrl(Qt::Key_2);
        Person::ctrl(Qt::Key_A);
        Person::type(QStringLiteral("f"));
        return justify(QStringLiteral("Made for one wave."));
    }
    [[nodiscard]] QString workspace() const { return folder.filePath(QStringLiteral("workspace")); }

    QTemporaryDir folder;
    SimulatorProcess registry;
    std::unique_ptr<ui::MainWindow> window;
};

} // namespace cordon::test
