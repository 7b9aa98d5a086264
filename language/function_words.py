"""Chinese words that hold a sentence together, with the English that stands for them.

A dictionary puts their rarest sense first (的 "taxi", 了 "to finish", 被 "quilt"), so they are told
here. None of them says what a question is about.
"""

_TABLE = """
的 了 着 过 得 地 之 所 们 吗 呢 吧 啊 呀 么 正 正在 个 位 名 件 条 项 家 座 届 部 只 便 把
是=is 则是=is 即=that_is 在=in 于=in 和=and 与=and 及=and 以及=and 并=and 并且=and 而=and 而且=and
或=or 或者=or 还是=or 也=also 都=all 就= 被=by 由=by 以=by 将=will 会=will 对=to 到=to 向=to 至=to
从=from 自从=since 以来=since 为=for 其=its 这=this 此=this 该=this 这个=this 那=that 那个=that
这些=these 那些=those 这样=such 这种=this 我=I 我们=we 你=you 您=you 你们=you 他=he 她=she 它=it
他们=they 她们=they 它们=they 自己=self 有=has 没有=without 没=not 不=not 中=in 里=in 内=in 上=on
下=under 外=outside 前=before 后=after 以前=before 之前=before 以后=after 之后=after 间=between
之间=between 其中=among 时=when 当=when 时候=when 当时=then 年=year 月=month 日=day 次=times 第=
谁=who 什么=what 何=what 为什么=why 为何=why 多少=how_many 几=how_many 多=many 哪=which 哪个=which
哪些=which 哪位=who 哪种=which 哪里=where 何处=where 何地=where 何时=when 如何=how 怎么=how
怎样=how 怎么样=how 多久=how_long 多长=how_long 多大=how_big 是否=whether 能=can 能否=can 可=can
可以=can 可否=can 要=must 必须=must 应=should 应该=should 需要=need 让=let 使=make 使得=make
令=make 给=give 跟=with 同=same 比=than 但=but 但是=but 却=but 不过=but 然而=however 虽然=although
因为=because 因此=therefore 所以=so 如果=if 若=if 则=then 等=etc 等等=etc 才=only 还=still
又=again 再=again 更=more 最=most 很=very 非常=very 太=too 一=one 一个=a 一种=a 一些=some 种=kind
些=some 某=certain 每=each 各=each 各种=various 关于=about 有关=about 根据=according_to
按照=according_to 通过=through 作为=as 成为=become 例如=for_example 包括=including 之一=one_of
来=come 去=go 来说= 者=person 至于=as_for 像=like 已=already 已经=already 曾=once 曾经=once
甚至=even 用=use 做=do 叫=called
"""

FUNCTION_WORDS: dict[str, str] = {
    word: english.replace("_", " ")
    for word, _, english in (entry.partition("=") for entry in _TABLE.split())
}
"""Simplified word -> English, empty where English has no word for it."""
