// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/index/index.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

namespace cordon {

/// Where a filter text stops making sense. Position counts UTF-16 units from 0.
struct FilterError {
    int position = 0;
    QString expected; ///< "a date like 2025-06-09", shown after "expected "
    [[nodiscard]] QString sentence() const;
};

struct FilterNode; ///< the syntax tree (query/syntax.h)

/// A parsed filter (cli.md, filter language); "OR" binds weaker than standing side by side. A yes/no field alone asks
/// for yes ("-protected"); in quotes it is a word to look for. Value, immutable, any thread.
class Filter {
public:
    Filter(); ///< matches everything
    [[nodiscard]] static tl::expected<Filter, FilterError> parse(QStringView text);

    [[nodiscard]] bool matchesEverything() const { return m_root == nullptr; }
    [[nodiscard]] const FilterNode* root() const { return m_root.get(); }

private:
    std::shared_ptr<const FilterNode> m_root;
};

/// What a filter may refer to beyond the index.
struct FilterContext {
    /// The subjects of a named selection, for `in:NAME`; nothing where there is none of that name.
    std::function<std::optional<std::vector<Subject>>(const QString& name)> selection;
};

/// The rows of `of` that match; never stubs, which are names that nobody has described. What is
/// unknown, and a field that the kind of row does not have, matches neither plain nor negated.
/// Uploads and reports answer for their project or account. BadInput where the filter names a selection that does not
/// exist.
[[nodiscard]] Result<Bitmap> match(const Filter& filter, const Index& index, Table of,
                                   const FilterContext& context = {}, std::stop_token stop = {});

/// The field names the language knows in this version, for completion.
[[nodiscard]] QStringList filterFields();

/// Words that could stand at the cursor, best first, and what they would replace: fields with
/// their colon, then the values that the field and the index know. At most 50.
struct Completion {
    int from = 0;
    int length = 0;
    QStringList words;
};
[[nodiscard]] Completion completionsAt(QStringView text, int cursor, const Index& index);

} // namespace cordon
