// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/actions/session.h"
#include "tests/bench/generator/dataset.h"
#include "tests/bench/measure/contest.h"
#include "tests/bench/rivals/database.h"

#include <QHash>
#include <QString>

#include <memory>

namespace cordon::bench {

/// What all benches of one run share: a made-up registry, its files, our workspace and the rival's
/// database, each made when it is first asked for and kept for the next run as long as it fits.
/// Throws Trouble. Thread: main.
class Stage {
public:
    /// Keeps everything below `folder`, which may be missing. `patience` stretches the time a bench
    /// may take.
    Stage(const Scale& scale, const QString& folder, double patience);
    ~Stage();
    Stage(const Stage&) = delete;
    Stage& operator=(const Stage&) = delete;

    [[nodiscard]] const Scale& scale() const { return m_scale; }
    [[nodiscard]] const World& world();
    [[nodiscard]] Dataset dataset();
    /// A CSV file of uploads alone: 2 million, or all there are.
    [[nodiscard]] QString someUploads();

    [[nodiscard]] QString rivalFile();
    [[nodiscard]] Database& rival();
    [[nodiscard]] Database& textRival();

    /// Our workspace with everything imported.
    [[nodiscard]] QString workspace();
    /// Ours without uploads: what a file of uploads is imported into.
    [[nodiscard]] QString workspaceWithoutUploads();
    [[nodiscard]] Session& session();
    /// Gives the memory back.
    void closeSession() { m_session.reset(); }
    /// The world's number of a mail domain of the index.
    [[nodiscard]] std::uint32_t domainNumber(const QString& name);

    /// A path for files that are thrown away at the end; what stood there is gone.
    [[nodiscard]] QString scratch(const QString& name) const;

    [[nodiscard]] Measured begin(const char* name, const char* what, const Goal& goal) const;
    [[nodiscard]] Rounds rounds(int least = 5) const;

private:
    /// Makes `name` by `make`, given its path, unless it was made before from the same stamp.
    template<class Make>
    QString kept(const QString& name, const QString& stamp, Make make);
    [[nodiscard]] QString worldStamp() const;

    Scale m_scale;
    QString m_folder;
    double m_patience;
    std::unique_ptr<World> m_world;
    std::unique_ptr<Database> m_rival, m_textRival;
    std::unique_ptr<Session> m_session;
    QHash<QString, std::uint32_t> m_domainNumbers;
};

/// Copies a file and waits until it is on the disk: nobody's next fsync shall pay for it. Throws Trouble.
void copyToDisk(const QString& from, const QString& to);

/// The value, or Trouble with the error's words.
template<class T>
T orTrouble(Result<T>&& value);
void orTrouble(Done&& done);
[[noreturn]] void trouble(const Error& error);

template<class T>
T orTrouble(Result<T>&& value)
{
    if (!value) {
        trouble(value.error());
    }
    return std::move(*value);
}

} // namespace cordon::bench
