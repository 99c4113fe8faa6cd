// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/report/incident.h"

namespace cordon {

/// What one level hides, word by word; built once for a report.
class Mask {
public:
    Mask(const IncidentFacts& facts, ReportLevel level);

    /// Whether the subject becomes a number: bystanders and those left alone, at public.
    [[nodiscard]] bool hides(const Subject& subject) const { return m_names.contains(subject); }
    void apply(Subject& subject) const;
    /// A free text, without machine addresses, and without what the level hides.
    [[nodiscard]] QString sentence(const QString& text) const;
    /// What was noted of a step. Nothing at public: it may name people that the facts do not know, a
    /// stranger with a role or another moderator.
    [[nodiscard]] QString note(const QString& text) const;
    [[nodiscard]] QString address(const QString& email, bool hidden) const;
    [[nodiscard]] QString owner(const QString& owner) const;

private:
    void collect(const IncidentFacts& facts);
    void giveNumber(const Subject& subject, int number);
    [[nodiscard]] QString name(const QString& text) const;
    [[nodiscard]] QString withoutNames(const QString& text) const;
    [[nodiscard]] QString hideIn(const QString& token) const;
    [[nodiscard]] QString hiddenName(QStringView name) const;

    ReportLevel m_level;
    std::map<Subject, QString> m_names;
    std::vector<std::pair<QString, QString>> m_oddNames; ///< those that are no single token
};

} // namespace cordon
