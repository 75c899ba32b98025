namespace MbimEmulator.Modem.Core;

/// <summary>Modules of different authors have to have names of their own.</summary>
internal static class UniqueNames
{
    /// <summary>The same items, if no two have one name.</summary>
    /// <param name="what">What they are, for the message: <c>change</c>.</param>
    /// <param name="items">The items.</param>
    /// <param name="name">The name of one.</param>
    /// <exception cref="InvalidOperationException">Two have.</exception>
    public static T[] Checked<T>(string what, T[] items, Func<T, string> name)
    {
        HashSet<string> names = [];
        foreach (var item in items)
        {
            if (!names.Add(name(item)))
            {
                throw new InvalidOperationException($"There are two of the {what} '{name(item)}': a module that was added has to name it otherwise.");
            }
        }

        return items;
    }
}
