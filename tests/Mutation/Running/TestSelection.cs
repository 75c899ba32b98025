using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;

namespace MbimEmulator.Mutation.Running;

/// <summary>The tests that an order names, or all but those that only run when they are named.</summary>
internal sealed class TestSelection(IReadOnlyList<ITest>? tests) : TestFilter
{
    private readonly HashSet<string>? _ids = tests is null ? null : [.. tests.SelectMany(WithOuter).Select(test => test.Id)];

    public override bool Match(ITest test) => _ids is null || _ids.Contains(test.Id);

    public override bool Pass(ITest test, bool negated) => Match(test);

    public override bool IsExplicitMatch(ITest test) => false;

    public override TNode AddToXml(TNode parentNode, bool recursive) => parentNode.AddElement("named");

    private static IEnumerable<ITest> WithOuter(ITest test)
    {
        for (var one = test; one is not null; one = one.Parent)
        {
            yield return one;
        }
    }
}
