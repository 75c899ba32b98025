namespace Architecture.Tests;

/// <summary>The search for arrows finds every way in which a file can name what stands in another folder.</summary>
public sealed class SearchTests
{
    private const string Below = """
        namespace Sample.Below;
        public class Thing { public Thing(int size) { } public static int Count; public int Size { get; set; } public int this[int at] => at; public static Thing operator +(Thing a, Thing b) => a; }
        public static class Extensions { public static void Turn(this string text) { } }
        public delegate void Handler(int size);
        public sealed class MarkAttribute : System.Attribute;
        """;

    private const string Between = """
        namespace Sample;
        public static class Source { public static Below.Thing Give() => new(1); }
        """;

    [TestCase("class A { Sample.Below.Thing? _thing; }", "Thing")]
    [TestCase("class A : Sample.Below.Thing { A() : base(1) { } }", "Thing")]
    [TestCase("class A { int B() => Sample.Below.Thing.Count; }", "Thing.Count")]
    [TestCase("class A { int B() => Sample.Source.Give().Size; }", "Thing.Size")]
    [TestCase("class A { int B() => Sample.Source.Give()[1]; }", "Thing.this[int]")]
    [TestCase("using Sample.Below; class A { void B() => \"\".Turn(); }", "string.Turn()")]
    [TestCase("using Sample.Below; class A { event Handler? B; }", "Handler")]
    [TestCase("[Sample.Below.Mark] class A;", "MarkAttribute.MarkAttribute()")]
    [TestCase("class A { string B() => nameof(Sample.Below.Thing.Size); }", "Thing.Size")]
    [TestCase("class A { System.Collections.Generic.List<Sample.Below.Thing> B = new(); }", "Thing")]
    [TestCase("using Other = Sample.Below.Thing; class A { Other? B; }", "Thing")]
    [TestCase("/// <summary><see cref=\"Sample.Below.Thing\"/></summary>\nclass A;", "Thing")]
    public void A_use_is_found(string text, string name)
    {
        var project = SourceProject.Of(("Above/A.cs", text), ("Below/Thing.cs", Below), ("Between.cs", Between));
        Assert.That(project.Unknown, Is.Empty);
        Assert.That(project.Uses, Has.Member(new Use("Above/A.cs", "Below", name)));
    }

    [Test]
    public void A_name_that_means_something_else_is_no_use()
    {
        var project = SourceProject.Of(("Above/A.cs", "namespace Sample.Above; class Thing; class B { Thing? _thing; string C = nameof(Thing); }"), ("Below/Thing.cs", Below));
        Assert.That(project.Uses, Is.Empty);
    }

    [Test]
    public void A_name_that_is_not_understood_is_told() =>
        Assert.That(SourceProject.Of(("Above/A.cs", "class A { Missing? _a; }")).Unknown, Has.One.Contains("CS0246"));
}
