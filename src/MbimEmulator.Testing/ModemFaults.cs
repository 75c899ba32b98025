using MbimEmulator.Faults;
using MbimEmulator.NamedFaults;
using MbimEmulator.Scenarios;

namespace MbimEmulator.Testing;

/// <summary>What goes wrong with a test's modem on purpose.</summary>
/// <param name="modem">The modem.</param>
/// <example><code>
/// await modem.Faults.AddAsync("T13-duplicate-response");
/// </code></example>
public sealed class ModemFaults(ModemGroup modem)
{
    /// <summary>Adds a fault of the library.</summary>
    /// <param name="id">Its id: <c>T20-fragments-out-of-order</c>.</param>
    /// <param name="arguments">Its parameters by name; what is left out has its default.</param>
    /// <exception cref="ArgumentException">There is no such fault, an argument is not what it takes, the modem has not what it needs, or it is there already.</exception>
    public Task AddAsync(string id, IReadOnlyDictionary<string, string>? arguments = null)
    {
        if (!FaultLibrary.TryFind(id, out var fault))
        {
            throw new ArgumentException($"There is no fault '{id}'; 'mbim-emulator faults list' lists them.", nameof(id));
        }

        return InvokeAsync(faults =>
        {
            var rules = fault.ToRules(arguments);
            if (faults.FindUnmetNeeds(rules) is [var need, ..])
            {
                throw new ArgumentException(need.ToString(), nameof(id));
            }

            foreach (var rule in rules)
            {
                faults.Add(rule);
            }
        });
    }

    /// <summary>Adds a rule behind the others.</summary>
    /// <exception cref="ArgumentException">There is one of that name already.</exception>
    public Task AddAsync(ScenarioRule rule) => InvokeAsync(faults => faults.Add(rule));

    /// <summary>Removes a rule.</summary>
    /// <returns>Whether there was one of that name.</returns>
    public async Task<bool> RemoveAsync(string name)
    {
        var wasThere = false;
        await InvokeAsync(faults => wasThere = faults.Remove(name)).ConfigureAwait(false);
        return wasThere;
    }

    /// <summary>Removes all rules.</summary>
    public Task ClearAsync() => InvokeAsync(faults => faults.Clear());

    /// <summary>Replaces the rules by a scenario's, whose time begins now.</summary>
    public Task LoadAsync(Scenario scenario) => InvokeAsync(faults => faults.Load(scenario));

    /// <summary>How many times a rule has acted; 0 when there is none of that name.</summary>
    public async Task<long> CountAsync(string name)
    {
        var count = 0L;
        await InvokeAsync(faults => count = faults.Find(name)?.Fired ?? 0).ConfigureAwait(false);
        return count;
    }

    private Task InvokeAsync(Action<RuleBook> action) => modem.InvokeAsync(_ => action(modem.Faults));
}
