namespace MbimEmulator.Modem.Core;

/// <summary>Modules of different authors have to have names of their own.</summary>
internal static class UniqueNames
{
    /// <summary>The same items, if no two have one name.</summary>
    /// <param name="what">What they are, for the message: <c>change</c>.</param>
    /// <param name="items">The items.</param>
    /// <param name="name">The name of one.</param>
    /// <exception cref="InvalidOperationException">Two have.</exception>
    public static T[] Checked<T>(string what, T[] items, Func<T, string> name) =>
        items.GroupBy(name).FirstOrDefault(group => group.Count() > 1) is { } same
            ? throw new InvalidOperationException($"There are two of the {what} '{same.Key}': a module that was added has to name it otherwise.")
            : items;
}
